import { z } from 'zod';
import { invariant } from '../../contract/errors.ts';
import {
  families,
  type Family,
  type InputPort,
  type OutputPort,
  type QuestionInfo,
  type StepInfo,
} from '../../contract/step.ts';
import type { Text } from '../../contract/text.ts';
import type { StepDefinition } from './define.ts';

/** The port through which an apply panel reads its model, and the output through which a fit panel gives it. */
export const MODEL = 'model';

const MODEL_LABEL: Text = { en: 'Model', zh: '模型' };

const applyTitle = ({ en, zh }: Text): Text => ({ en: `${en}: apply`, zh: `${zh}：应用` });

/** The family that a step's id names. */
function familyOf(id: string): Family {
  const family = families.find((name) => id.startsWith(`${name}.`));
  invariant(family, `“${id}” begins with the name of a family`);
  return family;
}

/**
 * The JSON schema of what may be stored or asked: what has a default may be left out. zod writes “or nothing” in two ways, as a list
 * of types and as `anyOf`; forms, flags and help see the second alone.
 */
function schemaOf(values: z.ZodType): unknown {
  return spellOut(z.toJSONSchema(values, { io: 'input' }));
}

function spellOut(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(spellOut);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).map(([key, value]): [string, unknown] => {
    const isTypes = key === 'type' && Array.isArray(value);
    return isTypes ? ['anyOf', value.map((type: unknown) => ({ type }))] : [key, spellOut(value)];
  });
  return Object.fromEntries(entries);
}

function questionsOf(definition: StepDefinition): Record<string, QuestionInfo> {
  const entries = Object.entries(definition.questions ?? {});
  return Object.fromEntries(
    entries.map(([name, { label, input, isAboutCustomer = false }]) => [
      name,
      { label, input: schemaOf(input), isAboutCustomer },
    ]),
  );
}

/** What every panel of a step shares. */
function commonInfo(definition: StepDefinition) {
  const { id, version, text, references, task } = definition;
  const { title, summary, about } = text.source;
  return { id, version, family: familyOf(id), title, summary, about, references, task: task ?? null };
}

/** A step as the window, the command line and the help see it: one panel for a transform, fit and apply for an estimator. */
export function describeStep(definition: StepDefinition): StepInfo[] {
  const common = commonInfo(definition);
  const parameters = schemaOf(definition.parameters);
  const questions = questionsOf(definition);
  if (definition.form === 'transform') {
    return [{ ...common, form: 'transform', needs: definition.needs, gives: definition.gives, parameters, questions }];
  }
  const given: Record<string, OutputPort> = { ...definition.gives, ...definition.describes };
  invariant(
    !(MODEL in given) && !(MODEL in definition.needs),
    `“${definition.id}” leaves the name “${MODEL}” to the frame`,
  );
  const applyNeeds: Record<string, InputPort> = {
    [MODEL]: { kind: 'model', label: MODEL_LABEL, steps: [definition.id], optional: false, max: 1 },
  };
  for (const [name, port] of Object.entries(definition.needs)) {
    if (!definition.onlyToFit?.includes(name)) applyNeeds[name] = port;
  }
  return [
    {
      ...common,
      form: 'fit',
      needs: definition.needs,
      gives: { ...given, [MODEL]: { kind: 'model', label: MODEL_LABEL, hasWeights: definition.weights !== undefined } },
      parameters,
      questions,
    },
    {
      ...common,
      id: `${definition.id}:apply`,
      title: applyTitle(common.title),
      form: 'apply',
      task: null,
      needs: applyNeeds,
      gives: definition.gives,
      parameters: schemaOf(z.object({})),
      questions: {},
    },
  ];
}
