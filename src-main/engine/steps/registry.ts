import { z } from 'zod';
import { ClienteleError, invariant } from '../../contract/errors.ts';
import type { StepInfo } from '../../contract/step.ts';
import { parametersOf, type InputShape, type StepDefinition } from './define.ts';
import { describeStep } from './describe.ts';
import * as cluster from './cluster/index.ts';
import * as evaluate from './evaluate/index.ts';
import * as explain from './explain/index.ts';
import * as features from './features/index.ts';
import * as predict from './predict/index.ts';
import * as prepare from './prepare/index.ts';
import * as profile from './profile/index.ts';
import * as project from './project/index.ts';
import * as recommend from './recommend/index.ts';
import * as search from './search/index.ts';
import * as select from './select/index.ts';
import * as transform from './transform/index.ts';
import * as tune from './tune/index.ts';
import { upgradeStored } from './run.ts';

export { arrangeInputs } from './inputs.ts';
export { runDefinition } from './run.ts';

/** Every family; adding one is a line above and its name here. */
const FAMILIES = {
  prepare,
  features,
  select,
  transform,
  project,
  cluster,
  profile,
  predict,
  explain,
  recommend,
  evaluate,
  tune,
  search,
};

/** A step as one of its panels runs it. */
export interface FoundStep {
  readonly info: StepInfo;
  readonly definition: StepDefinition;
  /** What the panel may store; empty for an apply panel, since a model is applied with the parameters it was fitted with. */
  readonly parameters: z.ZodObject;
  /** Peak bytes beyond the inputs. */
  memory(shape: InputShape, parameters: Readonly<Record<string, unknown>>): number;
}

/** Steps by id, `family.name` or `family.name:apply`. */
export interface Registry {
  find(id: string): FoundStep | null;
  /** Every panel of every step, by family and then by the name its index exports it under. */
  list(): StepInfo[];
}

const isStep = (value: unknown): value is StepDefinition =>
  typeof value === 'object' && value !== null && 'form' in value && 'id' in value && 'parameters' in value;

/** Collects the steps that families export. Two steps with one id are a defect. */
export function createRegistry(families: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Registry {
  const definitions = new Map<string, StepDefinition>();
  for (const [family, members] of Object.entries(families)) {
    for (const definition of Object.values(members).filter(isStep)) {
      invariant(definition.id.startsWith(`${family}.`), `“${definition.id}” stands in its own family`);
      invariant(!definitions.has(definition.id), `the id “${definition.id}” is used once`);
      definitions.set(definition.id, definition);
    }
  }
  // Describing takes long beside starting a thread, which runs one step at a time.
  const found = new Map<string, readonly FoundStep[]>();
  const panels = (id: string): readonly FoundStep[] => {
    const definition = definitions.get(id);
    const known = found.get(id) ?? (definition ? panelsOf(definition) : []);
    if (definition) found.set(id, known);
    return known;
  };
  return {
    find: (id) => panels(id.replace(/:apply$/, '')).find(({ info }) => info.id === id) ?? null,
    list: () => [...definitions.keys()].flatMap(panels).map(({ info }) => info),
  };
}

function panelsOf(definition: StepDefinition): FoundStep[] {
  const memory = definition.memory as unknown as (shape: InputShape, parameters: unknown) => number;
  return describeStep(definition).map((info) =>
    info.form === 'apply'
      ? { info, definition, parameters: z.object({}), memory: (shape) => memory(shape, parametersOf(definition)) }
      : { info, definition, parameters: definition.parameters, memory },
  );
}

const registry = createRegistry(FAMILIES);

/** The step with an id, `:apply` included, or null. */
export const findStep = (id: string): FoundStep | null => registry.find(id);

/** The step with an id. @throws not-found */
export function requireStep(id: string): FoundStep {
  const step = findStep(id);
  if (!step) throw new ClienteleError('not-found', { kind: { en: 'step', zh: '步骤' }, id });
  return step;
}

/** Every step the product has, as panels. */
export const listSteps = (): StepInfo[] => registry.list();

/** Stored parameters as the step's present version reads them. @throws not-found */
export function upgradeParameters(
  id: string,
  version: number,
  stored: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { info, definition } = requireStep(id);
  return info.form === 'apply' ? { ...stored } : upgradeStored(definition, version, stored);
}
