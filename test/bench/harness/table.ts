import type { Row, SideFigures } from './measure.ts';

const MB = 1024 * 1024;

/** A time in three digits, with its unit. */
export function formatMs(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms < 1) return `${(ms * 1000).toPrecision(3)} µs`;
  if (ms < 1000) return `${ms < 100 ? ms.toPrecision(3) : ms.toFixed(0)} ms`;
  return `${ms < 100_000 ? (ms / 1000).toPrecision(3) : (ms / 1000).toFixed(0)} s`;
}

const formatRatio = (ratio: number): string => ratio.toFixed(2);

/** A ratio with how far its turns lie apart. */
const ratioCell = ({ median, least, most }: NonNullable<Row['ratio']>): string =>
  `${formatRatio(median)} (${least === most ? 'one turn' : `${formatRatio(least)}–${formatRatio(most)}`})`;

const formatBytes = (bytes: number): string => `${(bytes / MB).toFixed(0)} MB`;

/** The bar that a row is held to: a case may promise something for one thread alone. */
const barOf = ({ benchCase: { bar, aim, barAt }, threads }: Row): { bar: number | null; aim: number | null } =>
  barAt === 'one-thread' && threads !== 1 ? { bar: null, aim: null } : { bar, aim };

/** Whether a row computed what it should within its bar; what has none cannot miss it. */
export function isHeld(row: Row): boolean {
  const { bar } = barOf(row);
  const { limitMs } = row.benchCase;
  if (row.faults.length > 0 || !row.ours) return false;
  if (limitMs !== undefined && row.ours.mostMs > limitMs) return false;
  return bar === null || !row.ratio || row.ratio.median <= bar;
}

const mark = (ratio: number | null, limit: number | null): string =>
  limit === null ? '–' : ratio === null ? formatRatio(limit) : `${formatRatio(limit)} ${ratio <= limit ? '✔' : '✘'}`;

function limitCells(row: Row): [string, string] {
  const { limitMs } = row.benchCase;
  if (limitMs !== undefined) return [`${formatMs(limitMs)} ${row.ours && row.ours.mostMs <= limitMs ? '✔' : '✘'}`, '–'];
  const { bar, aim } = barOf(row);
  const ratio = row.ratio?.median ?? null;
  return [mark(ratio, bar), mark(ratio, aim)];
}

const both = (row: Row, format: (figures: SideFigures) => string): string =>
  [row.ours, row.reference].map((side) => (side ? format(side) : '–')).join(' / ');

/** What the columns of a table of ratios are called. */
export const RATIO_HEADER = [
  'work',
  'reference',
  'threads',
  'ours',
  'reference',
  'ratio (least–most)',
  'at most',
  'aim',
  'cold, ours / reference',
  'ratio of processor time',
  'cores at work',
  'peak memory',
  'load',
] as const;

/** A row of the table of ratios, a text for each column. */
export function ratioCells(row: Row): string[] {
  const { ratio, ours, reference, benchCase } = row;
  return [
    benchCase.title,
    benchCase.reference ?? '–',
    String(row.threads),
    ours ? formatMs(ours.ms) : '–',
    reference ? formatMs(reference.ms) : '–',
    ratio ? ratioCell(ratio) : '–',
    ...limitCells(row),
    both(row, ({ coldMs }) => formatMs(coldMs)),
    row.cpuRatio === null ? '–' : formatRatio(row.cpuRatio),
    both(row, ({ cpuMs, ms: time }) => (cpuMs / time).toFixed(1)),
    both(row, ({ peakBytes }) => formatBytes(peakBytes)),
    row.load.toFixed(1),
  ];
}

/** What the columns of a table of growth are called. */
export const GROWTH_HEADER = [
  'work',
  'rows',
  'ours',
  '× the line above',
  'reference',
  '× the line above',
  'peak memory, ours / reference',
] as const;

/** The rows of the table of growth, a text for each column; each beside the one before of the same case. */
export function growthCells(rows: readonly Row[]): string[][] {
  return rows.map((row, at) => {
    const previous = rows[at - 1];
    const before = previous?.benchCase.name === row.benchCase.name ? previous : null;
    const grown = (now: SideFigures | null, then: SideFigures | null | undefined): string =>
      now && then ? (now.ms / then.ms).toFixed(1) : '–';
    return [
      row.benchCase.growth?.title ?? row.benchCase.title,
      String(row.rows ?? '–'),
      row.ours ? formatMs(row.ours.ms) : '–',
      grown(row.ours, before?.ours),
      row.reference ? formatMs(row.reference.ms) : '–',
      grown(row.reference, before?.reference),
      both(row, ({ peakBytes }) => formatBytes(peakBytes)),
    ];
  });
}

/** A Markdown table. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The same table for a terminal, its columns aligned. */
export function alignedTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((_, column) =>
    Math.max(...[header, ...rows].map((cells) => [...(cells[column] ?? '')].length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}
