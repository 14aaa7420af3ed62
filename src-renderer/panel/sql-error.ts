/** A piece of a query. */
export interface SqlPlace {
  readonly start: number;
  readonly end: number;
  /** Counted from one. */
  readonly line: number;
  readonly column: number;
}

const NAMED = [
  /near "([^"]+)"/,
  /no such (?:column|table|function): (\S+)/,
  /unrecognized token: "([^"]+)"/,
  /ambiguous column name: (\S+)/,
  /wrong number of arguments to function (\w+)/,
  /misuse of \w+(?: \w+)*:? (\w+)/,
];

/** Where in a query an error of SQLite's is about; null where its words do not say. */
export function placeOfError(detail: string, sql: string): SqlPlace | null {
  const named = NAMED.map((pattern) => pattern.exec(detail)?.[1]).find((word) => word !== undefined);
  if (named === undefined) return null;
  const word = named.replace(/^main\./, '');
  const bare = word.split('.').at(-1) ?? word;
  const wanted = [word, bare].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  for (const pattern of wanted) {
    const isWord = /^[\p{L}\p{N}_]/u.test(pattern);
    const found = new RegExp(isWord ? `(?<![\\p{L}\\p{N}_])${pattern}(?![\\p{L}\\p{N}_])` : pattern, 'iu').exec(sql);
    if (!found) continue;
    const before = sql.slice(0, found.index).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return { start: found.index, end: found.index + found[0].length, line: before.length, column };
  }
  return null;
}
