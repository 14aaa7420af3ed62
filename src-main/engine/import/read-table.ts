import path from 'node:path';
import type { ImportPlan, SourceFormat } from '../../contract/import.ts';
import type { CancelSignal } from '../steps/context.ts';
import type { Column } from '../table/column.ts';
import { TableBuilder, type Reject } from './build/table-builder.ts';
import { distinctNames, headerNames } from './guess/header.ts';
import { rowTexts, type RowBatch } from './read/batch.ts';
import { readRows } from './read/read-rows.ts';

/** What reading reports to, and what stops it. */
export interface ReadTools {
  readonly signal: Pick<CancelSignal, 'throwIfAborted'>;
  /** Told which share of all files is read. */
  progress(fraction: number): void;
  onReject(file: string, reject: Reject): void;
  /** Stop after about so many rows. */
  readonly maxRows?: number;
}

/** Reads the files of a plan into columns, one file after the other; rows that do not fit are handed over. */
export async function readColumns(plan: ImportPlan, tools: ReadTools): Promise<Column[]> {
  const { signal, progress, maxRows = Infinity } = tools;
  let file = '';
  const builder = new TableBuilder(plan, (reject) => tools.onReject(path.basename(file), reject));
  for (const [at, source] of plan.sources.entries()) {
    file = source.path;
    const format: SourceFormat = { ...plan, ...source.differs };
    const onRead = (fraction: number): void => progress((at + fraction) / plan.sources.length);
    let places: SourcePlaces | null = null;
    for await (const batch of readRows(file, format, jsonKeys(plan, format), onRead)) {
      signal.throwIfAborted();
      const isFirst = places === null && batch.nRows > 0;
      if (isFirst) places = placesOf(plan, format, batch);
      builder.add(batch, isFirst && format.header ? 1 : 0, batch.nRows, places?.places ?? [], places?.width ?? 0);
      if (builder.nRows >= maxRows) break;
    }
    if (builder.nRows >= maxRows) break;
  }
  return builder.finish();
}

/** JSON Lines are read by the plan's names, whatever the first records hold. */
const jsonKeys = (plan: ImportPlan, { format }: SourceFormat): string[] | null =>
  format === 'jsonl' && plan.format === 'jsonl' ? plan.columns.map(({ source }) => source) : null;

interface SourcePlaces {
  /** For each column of the plan its place in a row, −1 where the file does not have it. */
  readonly places: readonly number[];
  readonly width: number;
}

/** Where the plan's columns stand in a file: by name where it has names, so that files may order them differently. */
function placesOf(plan: ImportPlan, format: SourceFormat, first: RowBatch): SourcePlaces {
  const own = rowTexts(first, 0);
  const planned = plan.columns.length;
  if (!format.header)
    return { places: plan.columns.map((_, at) => at), width: format.format === 'csv' ? planned : Infinity };
  const isShort = own.length === planned - 1 && first.nRows > 1 && rowTexts(first, 1).length === planned;
  const names = distinctNames(
    headerNames(own, Math.max(own.length, isShort || own.length < planned ? planned : 0), isShort),
  ).map((name) => name.toLowerCase());
  const places = plan.columns.map(({ source }) => names.indexOf(source.toLowerCase()));
  return { places, width: format.format === 'csv' ? names.length : Infinity };
}
