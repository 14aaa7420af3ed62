import type { SourceFormat } from '../../../contract/import.ts';
import { fieldCount, rowTexts, type BrokenLine } from '../read/batch.ts';
import { readRows } from '../read/read-rows.ts';

/** Rows, and fields, from which types and roles are worked out: enough for rare values, few enough to take no time. */
const MAX_ROWS = 10_000;
const MAX_FIELDS = 200_000;

/** The first rows of a file as texts. */
export interface Sample {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
  readonly broken: readonly BrokenLine[];
  /** Whether these are all rows of the file. */
  readonly isWhole: boolean;
}

/** Reads the first rows of a file, the header among them. @throws file-not-found, unreadable-file, empty-file */
export async function readSample(
  file: string,
  format: SourceFormat,
  signal?: AbortSignal,
  maxRows = MAX_ROWS,
): Promise<Sample> {
  const rows: string[][] = [];
  const lines: number[] = [];
  const broken: BrokenLine[] = [];
  let nFields = 0;
  for await (const batch of readRows(file, format)) {
    signal?.throwIfAborted();
    broken.push(...batch.broken.slice(0, MAX_ROWS - broken.length));
    for (let row = 0; row < batch.nRows; row++) {
      if (rows.length >= maxRows || (nFields >= MAX_FIELDS && rows.length > 100))
        return { rows, lines, broken, isWhole: false };
      rows.push(rowTexts(batch, row));
      lines.push(batch.lines[row]!);
      nFields += fieldCount(batch, row);
    }
  }
  return { rows, lines, broken, isWhole: true };
}

/** What was seen of one column. */
export interface ColumnSample {
  /** Its name in the file; empty where it has none. */
  readonly name: string;
  readonly nRows: number;
  /** Values that are not blank, in the order of the rows. */
  readonly texts: readonly string[];
  /** How often each of them occurs. */
  readonly counts: ReadonlyMap<string, number>;
}

/** The columns of rows. */
export function columnSamples(rows: readonly (readonly string[])[], names: readonly string[]): ColumnSample[] {
  return names.map((name, j) => {
    const texts: string[] = [];
    const counts = new Map<string, number>();
    for (const row of rows) {
      const text = (row[j] ?? '').trim();
      if (text === '') continue;
      texts.push(text);
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    return { name, nRows: rows.length, texts, counts };
  });
}
