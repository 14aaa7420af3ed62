import { z } from 'zod';
import type { HeatmapFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import { everyNth } from '../../maths/matrix.ts';
import { numberColumn, textColumn, type Column, type DateColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import {
  column,
  columnNames,
  columns,
  defineStep,
  figureOut,
  listedNames,
  metricOut,
  tableIn,
  tableOut,
} from '../define.ts';
import { columnLabel, FEATURE_OUTPUTS } from '../features-of.ts';
import { paceOf } from '../pace.ts';
import { plainColumns } from './plain-columns.ts';
import {
  checkedColumn,
  findAlike,
  findAlone,
  findDrift,
  findLate,
  findLeaks,
  kinds,
  type Checked,
  type Finding,
  type Kind,
} from './quality-checks.ts';
import { mendingOf, type Mending } from './quality-mending.ts';
import { kindNames, qualityText as text } from './quality-text.ts';

const share = (name: 'missing' | 'constant' | 'alike' | 'leak' | 'lopsided', from: number) =>
  z
    .number()
    .min(0.001)
    .max(1)
    .default(from)
    .meta({ ...text.parameter(name) });

const parameters = z.object({
  columns: columns({ port: 'table', text: text.parameter('columns') }),
  target: column({ port: 'table', text: text.parameter('target') }),
  time: column({ port: 'table', types: ['date'], text: text.parameter('time') }),
  missing: share('missing', 0.05),
  constant: share('constant', 0.99),
  alike: share('alike', 0.98),
  leak: share('leak', 0.9),
  lopsided: share('lopsided', 0.95),
  drift: z
    .number()
    .min(0.001)
    .max(10)
    .default(0.25)
    .meta({ ...text.parameter('drift') }),
  cut: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('cut'), date: true }),
});

/** Pairs, leaks and drift are measured on so many rows at most. */
const MOST_ROWS = 20_000;

/** More columns than this in pairs take too long. */
const MOST_PAIRED = 300;

export const quality = defineStep({
  id: 'prepare.quality',
  version: 2,
  upgrade: { 1: (stored) => stored },
  text,
  references: [],
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: FEATURE_OUTPUTS }) },
  gives: {
    findings: tableOut({
      label: text.output('findings'),
      name: 'quality_findings',
      empty: text.source.messages.noFindings,
      entity: 'none',
      words: { column: columnNames(), beside: columnNames(), finding: listedNames(kindNames) },
    }),
    picture: figureOut({ label: text.output('picture') }),
    nClean: metricOut({ label: text.output('nClean'), better: 'higher', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * 16 + Math.min(nRows, MOST_ROWS) * nColumns * 24,
  run(context, { table }, p) {
    const pace = paceOf(context);
    const chosen = plainColumns(table, p.columns, ['number', 'date', 'boolean', 'text']);
    const target = p.target === null ? table.findRole('outcome') : table.column(p.target);
    const time = timeOf(table, p.time);
    const alone = chosen.flatMap((found, i) => {
      pace((0.4 * i) / chosen.length);
      return findAlone(found, p);
    });
    const some = table.nRows > MOST_ROWS ? everyNth(table.nRows, MOST_ROWS) : null;
    const sampled = some ? table.take(some) : table;
    const asChecked = (names: readonly string[]): Checked[] => names.flatMap((name) => checkedColumn(sampled.column(name)) ?? []); // prettier-ignore
    const flat = new Set(alone.filter(({ kind }) => kind === 'constant').map((finding) => finding.column));
    const varying = asChecked(chosen.map(({ name }) => name).filter((name) => !flat.has(name) && name !== time?.name));
    const others = varying.filter(({ name }) => name !== target?.name);
    const answer = target ? (asChecked([target.name])[0] ?? null) : null;
    const findings = [
      ...alone,
      ...findAlike(others.slice(0, MOST_PAIRED), p, () => pace(0.5)),
      ...(answer ? findLeaks(others, answer, p, () => pace(0.8)) : []),
      ...(time ? findDrift(varying, sampled.date(time.name), p, () => pace(0.9)) : []),
      ...(p.cut === null ? [] : findLate(p.columns.length > 0 ? chosen : table.columns, p.cut)),
    ];
    for (const kind of kinds) warnOf(kind, findings, target, context.warn);
    const named = new Set(findings.map((finding) => finding.column));
    return {
      findings: findingsTable(
        findings,
        findings.map((finding) => mendingOf(finding, table, target?.name ?? null, p.cut)),
      ),
      picture: pictureOf(table, findings, chosen.length),
      nClean: chosen.filter(({ name }) => !named.has(name)).length,
    };
  },
});

/** @throws wrong-column-type for a chosen column that is no date */
function timeOf(table: Table, chosen: string | null): DateColumn | null {
  if (chosen !== null) return table.date(chosen);
  const found = table.findRole('time');
  return found?.type === 'date' ? found : null;
}

function warnOf(
  kind: Kind,
  findings: readonly Finding[],
  target: Column | null,
  warn: (message: Message) => void,
): void {
  const names = findings.filter((finding) => finding.kind === kind).map((finding) => finding.column);
  if (names.length === 0) return;
  warn(text.message(kind, { columns: { list: names }, target: target?.name ?? '' }));
}

function findingsTable(findings: readonly Finding[], mendings: readonly (Mending | null)[]): Table {
  const label = (name: 'column' | 'finding' | 'strength' | 'beside' | 'mended_by' | 'mend_parameters') => ({
    label: text.column(name),
  });
  return new Table([
    textColumn('column', findings.map((finding) => finding.column), label('column')),
    textColumn('finding', findings.map(({ kind }) => kind), label('finding')),
    numberColumn('strength', Float64Array.from(findings, ({ strength }) => strength), label('strength')),
    textColumn('beside', findings.map(({ beside }) => beside), label('beside')),
    textColumn('mended_by', mendings.map((mending) => mending?.step ?? null), label('mended_by')),
    textColumn('mend_parameters', mendings.map((mending) => mending && JSON.stringify(mending.parameters)), label('mend_parameters')),
  ]); // prettier-ignore
}

const KIND_NAMES = {
  missing: 'kindMissing',
  constant: 'kindConstant',
  alike: 'kindAlike',
  leak: 'kindLeak',
  lopsided: 'kindLopsided',
  drift: 'kindDrift',
  late: 'kindLate',
} as const;

/** A figure with more rows than this cannot be read. */
const MOST_SHOWN = 40;

/** What was found by column and kind, the columns with most first; null where nothing was. */
function pictureOf(table: Table, findings: readonly Finding[], nColumns: number): HeatmapFigure | null {
  const byColumn = new Map<string, Float64Array>();
  for (const { column: name, kind, strength } of findings) {
    const row = byColumn.get(name) ?? new Float64Array(kinds.length);
    row[kinds.indexOf(kind)] = Math.min(1, strength);
    byColumn.set(name, row);
  }
  if (byColumn.size === 0) return null;
  const sum = (row: Float64Array): number => row.reduce((all, strength) => all + strength, 0);
  const shown = [...byColumn].sort(([, a], [, b]) => sum(b) - sum(a)).slice(0, MOST_SHOWN);
  const title = text.message('title', { found: byColumn.size, all: nColumns });
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('subtitle', { rows: table.nRows }),
    summary: title,
    columns: kinds.map((kind) => text.message(KIND_NAMES[kind])),
    rows: shown.map(([name]) => columnLabel(table, name)),
    values: Float64Array.from(shown.flatMap(([, row]) => [...row])),
    value: { label: { code: 'strength', text: text.column('strength') } },
    diverging: false,
  };
}
