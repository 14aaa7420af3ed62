import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { BarsFigure } from '../../../contract/figure.ts';
import { numberColumn, textColumn, type Column } from '../../table/column.ts';
import { numberAt, Table } from '../../table/table.ts';
import {
  column,
  columnNames,
  defineStep,
  figureOut,
  listedNames,
  metricOut,
  optionalTableIn,
  tableIn,
  tableOut,
} from '../define.ts';
import { columnLabel } from '../features-of.ts';
import { messageWords } from '../message-words.ts';
import { paceOf } from '../pace.ts';
import { readTarget } from '../predict/target.ts';
import { findAfterwards } from './leak-afterwards.ts';
import { findCopy, findLate, isId, strengthOf, strengthOfId, type Finding } from './leak-findings.ts';
import { findingNames, leakText as text } from './leak-text.ts';
import { drawHalves, LEAST_OF_EACH, type Judged } from './lone-strength.ts';

const parameters = z.object({
  target: column({ port: 'table', text: text.parameter('target') }),
  whenFound: z
    .enum(['stop', 'leave_out', 'report'])
    .default('stop')
    .meta({ ...text.parameter('whenFound') }),
  limit: z
    .number()
    .min(0.7)
    .max(1)
    .default(0.95)
    .meta({ ...text.parameter('limit') }),
  cutoff: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('cutoff') }),
});
type Asked = z.output<typeof parameters>;

/** An id should tell nothing at all, hence sooner than a feature. */
const ID_LIMIT = 0.8;

export const leakCheck = defineStep({
  id: 'evaluate.leak-check',
  version: 1,
  text,
  references: ['doi:10.1145/2382577.2382579', 'doi:10.1148/radiology.143.1.7063747'],
  needs: {
    table: tableIn({
      label: text.input('table'),
      prefersOutput: ['churn_target', 'purchase_target', 'response_target', 'return_target', 'spend_target'],
    }),
    orders: optionalTableIn({
      label: text.input('orders'),
      roles: ['customerId', 'time'],
      prefersOutput: 'interactions_clean',
    }),
  },
  gives: {
    checked: tableOut({ label: text.output('checked'), name: 'checked', entity: 'same' }),
    findings: tableOut({
      label: text.output('findings'),
      name: 'leaks',
      empty: text.source.messages.noLeaks,
      entity: 'none',
      words: { column: columnNames(), finding: listedNames(findingNames) },
    }),
    strengths: figureOut({ label: text.output('strengths') }),
    leaks: metricOut({ label: text.output('leaks'), better: 'lower', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns + 120),
  run(context, { table, orders }, p) {
    const { target, rows } = readTarget(table, { target: p.target, kind: 'auto', positive: '' }, ['classes', 'number']);
    const known = table.take(rows);
    const judged: Judged = {
      codes: target.codes,
      nClasses: target.classes.length,
      values: target.values,
      halves: drawHalves(rows.length, context.random),
    };
    if (isScarce(judged)) context.warn(text.message('fewRows', { needed: LEAST_OF_EACH }));
    const columns = known.columns.filter(
      ({ name, role }) => name !== target.column && role !== 'outcome' && name !== 'cutoff',
    );
    const cutoffs = cutoffsOf(known, p);
    const numbers = columns.filter(({ type }) => type === 'number').map(({ name }) => name);
    const later = orders ? findAfterwards(known, numbers, cutoffs, orders, paceOf(context, 0, 0.4)) : [];
    const found: Finding[] = [];
    const strengths: { column: string; strength: number }[] = [];
    columns.forEach((own, i) => {
      paceOf(context, 0.4, 1)(i / columns.length);
      const { strength, ...finding } = judge(own, judged, cutoffs, p.limit);
      strengths.push({ column: own.name, strength });
      const first = finding.first ?? later.find(({ column: name }) => name === own.name) ?? finding.second;
      if (first) found.push(first);
    });
    return {
      checked: settle(table, found, p, context.warn),
      findings: findingTable(found),
      strengths: strengthFigure(strengths, table, rows.length, judged.nClasses > 0),
      leaks: found.length,
    };
  },
});

function isScarce({ codes, nClasses, values }: Judged): boolean {
  if (nClasses === 0) return values.length < 2 * LEAST_OF_EACH;
  const counts = new Int32Array(nClasses);
  for (const code of codes) counts[code]!++;
  return Math.min(...counts) < LEAST_OF_EACH;
}

function cutoffsOf(table: Table, { cutoff }: Asked): Float64Array {
  const own = table.find('cutoff');
  return Float64Array.from({ length: table.nRows }, (_, row) =>
    own?.type === 'date' ? numberAt(own, row) : (cutoff ?? NaN),
  );
}

/** Looks at one column; `first` are findings beyond doubt, `second` those by strength alone. */
function judge(own: Column, judged: Judged, cutoffs: Float64Array, limit: number) {
  if (isId(own)) {
    const { strength, lower } = strengthOfId(own, judged);
    return { strength, first: null, second: lower >= ID_LIMIT ? byStrength(own, 'id', strength) : null };
  }
  const { strength, lower } = strengthOf(own, judged);
  const first = (own.type === 'date' ? findLate(own, cutoffs) : null) ?? findCopy(own, judged);
  return { strength, first, second: lower >= limit ? byStrength(own, 'alone', strength) : null };
}

function byStrength({ name }: Column, finding: 'id' | 'alone', strength: number): Finding {
  const values = { column: name, strength: { decimal: strength, digits: 2 } };
  return { column: name, finding, value: strength, sentence: text.message(finding, values) };
}

/** Sentences of an error are this many at most. */
const MOST_SENTENCES = 5;

/** The table as it goes on. @throws leak-found where that is to stop the run. */
function settle(
  table: Table,
  found: readonly Finding[],
  { whenFound }: Asked,
  warn: (message: Finding['sentence']) => void,
): Table {
  if (found.length === 0) return table;
  if (whenFound === 'stop') {
    const words = found.slice(0, MOST_SENTENCES).map(({ sentence }) => messageWords(sentence));
    const detail = { en: words.map(({ en }) => en).join(' '), zh: words.map(({ zh }) => zh).join('') };
    throw new ClienteleError('leak-found', { count: found.length, detail });
  }
  for (const { sentence } of found) warn(sentence);
  if (whenFound === 'report') return table;
  // The key stays: no model reads it as a feature, and without it rows are nobody's.
  const leftOut = found.map(({ column: name }) => name).filter((name) => name !== table.key()?.name);
  if (leftOut.length > 0) warn(text.message('leftOut', { columns: { list: leftOut } }));
  return table.select(table.columns.map(({ name }) => name).filter((name) => !leftOut.includes(name)));
}

function findingTable(found: readonly Finding[]): Table {
  const texts = (pick: (finding: Finding) => string) => found.map(pick);
  return new Table([
    textColumn(
      'column',
      texts(({ column: name }) => name),
      { label: text.column('column') },
    ),
    textColumn(
      'finding',
      texts(({ finding }) => finding),
      { label: text.column('finding') },
    ),
    numberColumn(
      'value',
      Float64Array.from(found, ({ value }) => value),
      { label: text.column('value') },
    ),
  ]);
}

const MOST_BARS = 15;

function strengthFigure(
  strengths: readonly { column: string; strength: number }[],
  table: Table,
  rows: number,
  isClasses: boolean,
): BarsFigure | null {
  const shown = strengths.toSorted((a, b) => b.strength - a.strength).slice(0, MOST_BARS);
  const [best] = shown;
  if (!best) return null;
  const title = text.message('strongest', {
    column: table.find(best.column)?.label ?? best.column,
    strength: { decimal: best.strength, digits: 2 },
  });
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message(isClasses ? 'strengthsSubtitle' : 'strengthsSubtitleNumber', { rows }),
    summary: title,
    categories: shown.map(({ column: name }) => columnLabel(table, name)),
    value: { label: text.message('strength'), unit: 'score' },
    series: [{ name: text.message('strength'), values: Float64Array.from(shown, ({ strength }) => strength) }],
  };
}
