import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import type { ColumnEvidence, ImportColumn, ImportOptions, ImportPlan, SourceFormat } from '../../contract/import.ts';
import type { ColumnRole } from '../../contract/table.ts';
import type { Message } from '../../contract/text.ts';
import { guessColumns } from './guess/columns.ts';
import { distinctNames, headerNames } from './guess/header.ts';
import { columnSamples, type ColumnSample } from './guess/sample.ts';
import { detectSource, type DetectedSource } from './guess/source.ts';
import { guessDecimal } from './guess/types.ts';
import { guessCurrency } from './guess/units.ts';
import { MISSING_WORDS } from './parse/words.ts';
import { entityOf } from './table-role.ts';
import { importWarning, namesForPeople } from './warnings.ts';

/** A plan with what it was worked out from. */
export interface ProposedPlan {
  readonly plan: ImportPlan;
  readonly evidence: readonly ColumnEvidence[];
  readonly nSampled: number;
  readonly tables: readonly string[];
  readonly warnings: readonly Message[];
}

/** Above this share of short rows, leaving empty ends out is how the file is written. */
const SHORT_SHARE = 0.05;

/** The most frequent length of rows; of formats that trim their rows, the greatest. */
function widthOf({ format, sample }: DetectedSource): number {
  const lengths = sample.rows.slice(format.header ? 1 : 0).map((row) => row.length);
  const header = format.header ? (sample.rows[0]?.length ?? 0) : 0;
  if (lengths.length === 0) return header;
  if (format.format !== 'csv') return lengths.reduce((a, b) => Math.max(a, b), header);
  const frequency = new Map<number, number>();
  for (const length of lengths) frequency.set(length, (frequency.get(length) ?? 0) + 1);
  const [most = header, count = 0] = [...frequency].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [];
  return most > header && count > lengths.length / 2 ? most : header || most;
}

/** The names that a file gives its columns; empty where it names none. */
export function namesInSource(source: DetectedSource): string[] {
  const { format, sample } = source;
  const width = widthOf(source);
  if (!format.header) return new Array<string>(width).fill('');
  const below = sample.rows.slice(1);
  const isNumbered = below.length > 0 && below.every((row) => /^\d+$/.test(row[0] ?? ''));
  return headerNames(sample.rows[0] ?? [], width, isNumbered);
}

/** What a file does differently from the plan. */
function differences(plan: SourceFormat, own: SourceFormat): Partial<SourceFormat> {
  const keys = Object.keys(own) as (keyof SourceFormat)[];
  return Object.fromEntries(keys.filter((key) => own[key] !== plan[key]).map((key) => [key, own[key]]));
}

/** `Online Retail (1).csv.gz` as a name that SQL can use: `online_retail_1`. */
export function tableNameOf(file: string): string {
  const stem = path.basename(file).replace(/(\.[a-z0-9]{1,6})?\.gz$|\.[^.]+$/i, '');
  const name = stem
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
  return (/^\p{L}/u.test(name) ? name : `data_${name}`).slice(0, 60).replace(/_+$/, '');
}

/** What everything about some files is taken to be. @throws file-not-found, unreadable-file, empty-file */
export async function proposePlan(
  paths: readonly string[],
  options: ImportOptions,
  signal?: AbortSignal,
): Promise<ProposedPlan> {
  const [file = '', ...others] = paths;
  const source = await detectSource(file, options, signal);
  const { format, sample, tables } = source;
  const given = namesInSource(source);
  if (given.length === 0) throw new ClienteleError('empty-file', { file: path.basename(file) });
  const names = distinctNames(given);
  const rows = sample.rows.slice(format.header ? 1 : 0);
  const samples = columnSamples(rows, given);
  const decimal = options.decimal ?? guessDecimal(samples, format.delimiter);
  const prefersMonthFirst = samples.some(
    ({ name, texts }) => /\$|usd|zip|state/i.test(name) || texts[0]?.startsWith('$'),
  );
  const hints = { decimal, missingWords: options.missingWords ?? null, prefersMonthFirst };
  const guessed = guessColumns(samples, names, rows, options, hints, format.layout === 'lists');
  const columns = guessed.map(({ column }) => column);
  const isShort = rows.filter((row) => row.length < names.length).length > rows.length * SHORT_SHARE;
  const isUnique = (role: ColumnRole): boolean => {
    const at = columns.findIndex((column) => column.role === role);
    return at >= 0 && samples[at]!.counts.size === rows.length;
  };
  const draft: ImportPlan = {
    sources: [{ path: file, differs: {} }],
    ...format,
    decimal,
    missingWords: options.missingWords ?? [...MISSING_WORDS],
    shortRows: options.shortRows ?? (format.format !== 'csv' || isShort ? 'fill' : 'reject'),
    columns,
    currency: guessCurrency(
      samples,
      samples.filter((_, at) => columns[at]!.unit === 'money'),
    ),
    entity: entityOf(columns, isUnique),
    target: { mode: 'new', name: tableNameOf(file) },
  };
  const more = await Promise.all(others.map((other) => compareSource(other, draft, options, signal)));
  const warnings = [
    ...warningsOf(draft, samples, given, tables),
    ...guessed
      .filter(({ isAmbiguousDate }) => isAmbiguousDate)
      .map(({ column }) => importWarning('ambiguous-dates', { column: column.name })),
    ...more.flatMap((found) => found.warnings),
  ];
  const plan = { ...draft, sources: [...draft.sources, ...more.map((found) => found.source)] };
  return { plan, evidence: guessed.map(({ evidence }) => evidence), nSampled: rows.length, tables, warnings };
}

/** How a further file is written, and which columns of the plan it lacks or has beside them. */
async function compareSource(
  file: string,
  plan: ImportPlan,
  options: ImportOptions,
  signal?: AbortSignal,
): Promise<{ source: ImportPlan['sources'][number]; warnings: Message[] }> {
  const detected = await detectSource(file, options, signal);
  const source = { path: file, differs: differences(plan, detected.format) };
  if (!detected.format.header) return { source, warnings: [] };
  const planned = new Set(plan.columns.map((column) => column.source.toLowerCase()));
  const own = distinctNames(namesInSource(detected));
  const present = new Set(own.map((name) => name.toLowerCase()));
  const lacking = plan.columns.map((column) => column.source).filter((name) => !present.has(name.toLowerCase()));
  const extra = own.filter((name) => !planned.has(name.toLowerCase()));
  const name = path.basename(file);
  const warnings: Message[] = [];
  if (lacking.length > 0)
    warnings.push(importWarning('missing-in-file', { file: name, columns: namesForPeople(lacking) }));
  if (extra.length > 0) warnings.push(importWarning('only-in-file', { file: name, columns: namesForPeople(extra) }));
  return { source, warnings };
}

const SCIENTIFIC = /^\d(?:\.\d+)?e\+\d{2}$/i;
const ZONED = /\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})$/;

function warningsOf(
  plan: ImportPlan,
  samples: readonly ColumnSample[],
  given: readonly string[],
  tables: readonly string[],
): Message[] {
  const warnings: Message[] = [];
  const made = plan.columns.filter(
    (column, at) => column.source !== given[at]!.replace(/\s+/g, ' ').trim().slice(0, 190),
  );
  if (tables.length > 1)
    warnings.push(importWarning('several-tables', { n: tables.length, table: plan.table ?? tables[0] ?? '' }));
  if (!plan.header && plan.layout === 'rows') warnings.push(importWarning('no-header'));
  else if (plan.header && made.length > 0)
    warnings.push(
      importWarning('renamed-columns', { n: made.length, names: namesForPeople(made.map(({ source }) => source)) }),
    );
  if (samples.every(({ nRows }) => nRows === 0)) warnings.push(importWarning('no-rows'));
  samples.forEach((sample, at) => {
    const column: ImportColumn = plan.columns[at]!;
    const example = column.type === 'text' ? sample.texts.find((text) => SCIENTIFIC.test(text)) : undefined;
    if (example !== undefined) warnings.push(importWarning('lost-digits', { column: column.name, example }));
    if (column.type === 'date' && sample.texts.slice(0, 100).some((text) => ZONED.test(text)))
      warnings.push(importWarning('zones-left-aside', { column: column.name }));
  });
  if (samples.some(({ texts }) => texts.slice(0, 2000).some((text) => text.includes('\ufffd'))))
    warnings.push(importWarning('damaged-letters'));
  return warnings;
}
