import { asRecord, startValues, type Field } from './fields.ts';

type TreeField = Extract<Field, { kind: 'tree' }>;

/** Entries of a list of tests and groups. */
export type Entries = readonly unknown[];

export const entriesOf = (value: unknown): Entries => (Array.isArray(value) ? value : []);

/** The entries of a group; null of a test. */
export function innerOf({ within }: Pick<TreeField, 'within'>, entry: unknown): Entries | null {
  const record = asRecord(entry);
  return within in record ? entriesOf(record[within]) : null;
}

/** How many lists stand within one another, the outermost counted. */
export const depthOf = (field: Pick<TreeField, 'within'>, entries: Entries): number =>
  1 + Math.max(0, ...entries.map((entry) => { const inner = innerOf(field, entry); return inner ? depthOf(field, inner) : 0; })); // prettier-ignore

/** A test that asks for nothing yet. */
export const newTest = ({ test }: TreeField): unknown => startValues(test);

/** A group around some entries. */
export const newGroup = ({ group, within }: TreeField, entries: Entries): unknown => ({
  ...startValues(group),
  [within]: entries,
});

/** One entry put in the place of another. */
export const replaced = (entries: Entries, at: number, next: unknown): Entries =>
  entries.map((entry, i) => (i === at ? next : entry));

/** Without an entry; a list keeps its last. */
export const removed = (entries: Entries, at: number): Entries =>
  entries.length > 1 ? entries.filter((_, i) => i !== at) : entries;

/** A group's entries in the place of the group. */
export const dissolved = (field: TreeField, entries: Entries, at: number): Entries =>
  entries.flatMap((entry, i) => (i === at ? (innerOf(field, entry) ?? [entry]) : [entry]));
