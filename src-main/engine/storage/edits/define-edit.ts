import type { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Message, MessageValues, Text } from '../../../contract/text.ts';
import type { DefinitionTableName } from '../definition-rows.ts';
import type { Draft } from '../draft.ts';

/** One kind of edit: what undo calls it, and what it does. */
export interface EditDefinition<I> {
  label(draft: Draft, input: I): Message;
  /** Changes the draft and returns the id of what was added or changed. */
  apply(draft: Draft, input: I): string;
}

/** Gives an edit the type of its input. */
export const edit = <I>(definition: EditDefinition<I>): EditDefinition<I> => definition;

/** A label of the history: its code, its words, the values in them. */
export const label = (code: string, text: Text, values: MessageValues = {}): Message => ({
  code: `edit.${code}`,
  text,
  values,
});

const KINDS: Readonly<Record<DefinitionTableName, Text>> = {
  notebooks: { en: 'notebook', zh: '笔记本' },
  panels: { en: 'panel', zh: '面板' },
  datasets: { en: 'dataset', zh: '数据集' },
  datasetVersions: { en: 'dataset version', zh: '数据集版本' },
  segments: { en: 'segment', zh: '细分群体' },
  settings: { en: 'setting', zh: '设置' },
};

/** An object that must be there. @throws not-found */
export function requireObject<T>(draft: Draft, table: DefinitionTableName, id: string): T {
  const found = draft.find<T>(table, id);
  if (!found) throw new ClienteleError('not-found', { kind: KINDS[table], id });
  return found;
}

/** An object of the shape that the contract gives it. @throws bad-input */
export function checked<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new ClienteleError('bad-input', { detail: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` });
}

/** A copy without the properties that are undefined, so that a patch leaves them as they are. */
export const given = <T extends object>(patch: T): Partial<T> =>
  Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<T>;
