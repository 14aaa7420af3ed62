import type { Answer } from '../../src-main/contract/answer.ts';
import type { Field } from '../form/fields.ts';
import type { JsonSchema } from '../form/json-schema.ts';

/** What a question is asked with until a person says otherwise. */
export function firstInput(fields: readonly Field[]): Record<string, unknown> {
  return Object.fromEntries(fields.flatMap(({ name, preset }) => (preset === undefined ? [] : [[name, preset]])));
}

/** Whether everything a question needs was given. */
export function isAskable(schema: unknown, input: Readonly<Record<string, unknown>>): boolean {
  const needed = (schema as JsonSchema).required ?? [];
  return needed.every((name) => input[name] !== undefined && input[name] !== null && input[name] !== '');
}

/** The answer of a question as the window can draw it. */
export function asAnswer(value: unknown): Answer {
  const { messages = [], tables = [], figures } = (value ?? {}) as Partial<Answer>;
  return { messages, tables, ...(figures ? { figures } : {}) };
}
