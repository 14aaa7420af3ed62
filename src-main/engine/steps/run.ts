import { invariant } from '../../contract/errors.ts';
import type { Chain, StepInfo } from '../../contract/step.ts';
import { Table } from '../table/table.ts';
import type { Context } from './context.ts';
import { parametersOf, type FittedModel, type StepDefinition } from './define.ts';
import { MODEL } from './describe.ts';
import { warnOfDrift } from './drift.ts';
import { arrangeInputs } from './inputs.ts';
import { checkModel, columnsToKeep } from './model-schema.ts';
import { subContext } from './sub-context.ts';

/** What running needs to know of a step: its panel and its definition. */
export interface RunnableStep {
  readonly info: StepInfo;
  readonly definition: StepDefinition;
}

type Values = Readonly<Record<string, unknown>>;
type StepFunction = (context: Context, ...rest: unknown[]) => unknown;

/** Calls a step's own function, whose types the registry has erased and its schemas have checked. */
export async function callStep<R = Record<string, unknown>>(
  step: (...args: never[]) => unknown,
  context: Context,
  ...rest: unknown[]
): Promise<R> {
  return (await (step as unknown as StepFunction)(context, ...rest)) as R;
}

/**
 * Runs a panel's step: a transform, the fitting of an estimator, or the application of its model.
 *
 * @param inputs lists by port, in the order they were connected.
 * @param parameters as stored: only what differs from the defaults is needed. An apply panel uses those of its model.
 * @param trainedOn content hashes of the inputs by port, kept with a fitted model.
 * @returns a value for each output that the panel declares.
 * @throws missing-input, missing-role, wrong-entity, bad-parameter, model-mismatch
 */
export async function runDefinition(
  step: RunnableStep,
  context: Context,
  inputs: Readonly<Record<string, readonly unknown[]>>,
  parameters: Values,
  trainedOn: Readonly<Record<string, readonly string[]>> = {},
): Promise<Record<string, unknown>> {
  const { info, definition } = step;
  const arranged = arrangeInputs(info, inputs);
  const outputs = await runForm(step, context, arranged, parameters, trainedOn);
  for (const name of Object.keys(info.gives))
    invariant(outputs[name] !== undefined, `“${definition.id}” gives “${name}”`);
  return outputs;
}

/** How much of a fit panel's progress is fitting; what is left is applying the model to the training tables. */
const FIT_SHARE = 0.8;

function withProgress(context: Context, from: number, to: number): Context {
  return {
    ...subContext(context, from, to),
    checkpoint: context.checkpoint,
    preview: (output, figure) => {
      context.preview(output, figure);
    },
  };
}

async function runForm(
  { info, definition }: RunnableStep,
  context: Context,
  inputs: Values,
  given: Values,
  trainedOn: FittedModel['trainedOn'],
): Promise<Record<string, unknown>> {
  if (definition.form === 'transform')
    return callStep(definition.run, context, inputs, parametersOf(definition, given));
  if (info.form === 'apply') return applyModel(definition, context, inputs);
  const parameters = parametersOf(definition, given);
  const content = await callStep<unknown>(definition.fit, withProgress(context, 0, FIT_SHARE), inputs, parameters);
  context.signal.throwIfAborted();
  const rest = withProgress(context, FIT_SHARE, 1);
  const described = definition.describe ? await callStep(definition.describe, rest, content, inputs, parameters) : {};
  const applied = await callStep(definition.apply, rest, content, inputs, parameters);
  return { ...applied, ...described, [MODEL]: wrapModel(definition, content, inputs, parameters, trainedOn) };
}

type Estimator = Extract<StepDefinition, { form: 'estimator' }>;

/** A fitted content with what is needed to apply it safely. */
export function wrapModel(
  definition: Estimator,
  content: unknown,
  inputs: Values,
  parameters: Values,
  trainedOn: FittedModel['trainedOn'],
): FittedModel {
  const first = Object.values(inputs)
    .flat()
    .find((input) => input instanceof Table);
  const { id: step, version: stepVersion } = definition;
  const schema = definition.schema?.(content as never) ?? columnsToKeep(definition, inputs, parameters);
  const chains = Object.entries(definition.needs).filter(([, { kind }]) => kind === 'chain');
  const own = chains.length > 0 ? { chains: Object.fromEntries(chains.map(([port]) => [port, inputs[port]])) } : {};
  const kept = { step, stepVersion, parameters, ...own, schema, trainedOn, nTrainingRows: first?.nRows ?? 0, content };
  return kept as FittedModel;
}

/** The chain that would fit a model of the same kind anew. */
export const chainOf = ({ step, parameters, chains }: FittedModel): Chain => ({
  steps: [{ step, parameters: { ...parameters }, ...(chains ? { chains: copyOf(chains) } : {}) }],
});

const copyOf = (chains: Readonly<Record<string, readonly Chain[]>>): Record<string, Chain[]> =>
  Object.fromEntries(Object.entries(chains).map(([port, list]) => [port, [...list]]));

async function applyModel(definition: Estimator, context: Context, inputs: Values): Promise<Record<string, unknown>> {
  const { [MODEL]: given, ...tables } = inputs;
  const model = given as FittedModel;
  checkModel(definition, model, tables);
  warnOfDrift(context, model, tables);
  const unread = Object.fromEntries((definition.onlyToFit ?? []).map((port) => [port, null]));
  const parameters = parametersOf(definition, upgradeStored(definition, model.stepVersion, model.parameters));
  return callStep(definition.apply, context, model.content, { ...unread, ...tables }, parameters);
}

/** Parameters stored by an older version of a step, as the present version reads them. */
export function upgradeStored(
  definition: Pick<StepDefinition, 'version' | 'upgrade'>,
  version: number,
  stored: Values,
): Record<string, unknown> {
  let parameters: Record<string, unknown> = { ...stored };
  for (let from = version; from < definition.version; from++)
    parameters = definition.upgrade?.[from]?.(parameters) ?? parameters;
  return parameters;
}
