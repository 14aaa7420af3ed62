const ROWS_A_CHUNK = 5000;

const headerOf = (key: string): string => key.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);

const NEEDS_QUOTES = /[",\r\n]/;

function cell(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  if (typeof value !== 'string') return '';
  const text = value;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A table as CSV text with a header line, in pieces of bounded size; headers are the keys of the rows in snake case. */
export function* csvChunks(rows: readonly object[]): Generator<string> {
  const keys = Object.keys(rows[0] ?? {});
  yield `${keys.map(headerOf).join(',')}\n`;
  for (let from = 0; from < rows.length; from += ROWS_A_CHUNK) {
    let chunk = '';
    for (const row of rows.slice(from, from + ROWS_A_CHUNK)) {
      let separator = '';
      for (const key of keys) {
        chunk += separator + cell((row as Readonly<Record<string, unknown>>)[key]);
        separator = ',';
      }
      chunk += '\n';
    }
    yield chunk;
  }
}
