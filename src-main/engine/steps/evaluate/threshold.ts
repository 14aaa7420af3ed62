import { z } from 'zod';
import type { Answer } from '../../../contract/answer.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import type { HeatmapFigure, LineFigure } from '../../../contract/figure.ts';
import { rankScores } from '../../maths/metrics/ranked.ts';
import { bestLine, lineAt, lineOutcomes, type LineOutcome } from '../../maths/metrics/thresholds.ts';
import { booleanColumn, numberColumn } from '../../table/column.ts';
import { numberAt, Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { classNames, column, defineStep, figureOut, metricOut, question, tableIn, tableOut } from '../define.ts';
import { messageWords } from '../message-words.ts';
import { readTarget } from '../predict/target.ts';
import { thresholdText as text } from './threshold-text.ts';

/** The threshold that earns most on rows whose outcome is known: cost-sensitive decisions after Elkan (2001). */
const money = (byDefault: number, name: 'benefit' | 'cost' | 'missed') =>
  z
    .number()
    .min(0)
    .max(1e9)
    .default(byDefault)
    .meta({ ...text.parameter(name) });

const parameters = z.object({
  target: column({ port: 'table', text: text.parameter('target') }),
  score: column({ port: 'table', types: ['number'], text: text.parameter('score') }),
  positive: z
    .string()
    .default('')
    .meta({ ...text.parameter('positive') }),
  benefit: money(100, 'benefit'),
  cost: money(10, 'cost'),
  missed: money(0, 'missed'),
  mostReached: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .meta({ ...text.parameter('mostReached') }),
});
type Parameters = z.output<typeof parameters>;

const needs = {
  table: tableIn({ label: text.input('table'), prefersOutput: ['held_out_predictions', 'predictions'] }),
};

/** Lines that a figure and a table show. */
const MOST_LINES = 200;

export const threshold = defineStep({
  id: 'evaluate.threshold',
  version: 2,
  text,
  references: ['https://dl.acm.org/doi/10.5555/1642194.1642224'],
  needs,
  gives: {
    thresholds: tableOut({ label: text.output('thresholds'), name: 'thresholds', entity: 'none', publish: false }),
    chosen: tableOut({
      label: text.output('chosen'),
      name: 'reached_rows',
      entity: 'same',
      words: { predicted: classNames(), probability: classNames() },
    }),
    profitCurve: figureOut({ label: text.output('profitCurve') }),
    confusion: figureOut({ label: text.output('confusion') }),
    threshold: metricOut({ label: text.output('threshold'), better: 'none' }),
    profit: metricOut({ label: text.output('profit'), better: 'higher', unit: 'money' }),
    reached: metricOut({ label: text.output('reached'), better: 'none', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows }) => nRows * 80,
  questions: {
    whatIf: question(needs, parameters, {
      label: text.source.questions.whatIf,
      input: z.object({
        at: z
          .number()
          .min(0)
          .max(1)
          .default(0.5)
          .meta({ ...text.parameter('at') }),
      }),
      answer: (context, { table }, p, { at }) => answerWhatIf(context, table, p, at),
    }),
  },
  run(context, { table }, p) {
    const rows = readRows(context, table, p);
    const best = bestLine(rows.lines, p.mostReached * rows.nRows);
    context.signal.throwIfAborted();
    const isReached = Array.from({ length: table.nRows }, (_, row) => numberAt(rows.column, row) >= best.threshold);
    return {
      thresholds: lineTable(thin(rows.lines), rows.nEvents),
      chosen: table.with([booleanColumn('is_reached', isReached, { label: text.column('isReached') })]),
      profitCurve: profitFigure(rows, best, table.currency),
      confusion: confusionFigure(rows, best),
      threshold: Number.isFinite(best.threshold) ? best.threshold : null,
      profit: best.profit,
      reached: best.reached / rows.nRows,
    };
  },
});

/** @throws missing-column, wrong-column-type, target-unusable */
function readRows(context: Pick<Context, 'warn'>, table: Table, p: Parameters) {
  const { target, rows } = readTarget(table, { target: p.target, kind: 'classes', positive: p.positive }, ['classes']);
  if (target.classes.length !== 2)
    throw new ClienteleError('target-unusable', {
      column: target.column,
      detail: messageWords(text.message('twoClasses', { count: target.classes.length })),
    });
  const own = table.number(
    p.score ?? table.columns.find(({ name }) => /^probability(_2)?$/.test(name))?.name ?? 'probability',
  );
  const scores = Float64Array.from(rows, (row) => numberAt(own, row));
  const known = Array.from(scores.keys()).filter((at) => !Number.isNaN(scores[at]!));
  if (known.length < rows.length) context.warn(text.message('unlikely', { count: rows.length - known.length }));
  const ranked = rankScores(
    Uint8Array.from(known, (at) => target.codes[at]!),
    Float64Array.from(known, (at) => scores[at]!),
  );
  const lines = lineOutcomes(ranked, p);
  const last = lines.at(-1)!;
  return { column: own, classes: target.classes, lines, nRows: last.reached, nEvents: last.events };
}

type Rows = ReturnType<typeof readRows>;

/** Lines at equal distances, the first and the last among them. */
function thin(lines: readonly LineOutcome[]): LineOutcome[] {
  if (lines.length <= MOST_LINES) return [...lines];
  return Array.from({ length: MOST_LINES }, (_, i) => lines[Math.round((i * (lines.length - 1)) / (MOST_LINES - 1))]!);
}

function lineTable(lines: readonly LineOutcome[], nEvents: number): Table {
  const number = (
    name: 'threshold' | 'reached' | 'events' | 'precision' | 'recall' | 'profit',
    unit: 'count' | 'share' | 'money' | null,
    of: (line: LineOutcome) => number,
  ) => numberColumn(name, Float64Array.from(lines, of), { label: text.column(name), unit });
  return new Table([
    number('threshold', null, (line) => (Number.isFinite(line.threshold) ? line.threshold : NaN)),
    number('reached', 'count', (line) => line.reached),
    number('events', 'count', (line) => line.events),
    number('precision', 'share', (line) => line.events / line.reached),
    number('recall', 'share', (line) => line.events / nEvents),
    number('profit', 'money', (line) => line.profit),
  ]);
}

const shown = (value: number) => ({ decimal: value, digits: 2 });

function profitFigure(rows: Rows, best: LineOutcome, currency: string | null): LineFigure {
  const lines = thin(rows.lines.filter(({ threshold: at }) => Number.isFinite(at)));
  const money = (value: number) => ({ money: value, currency });
  const isNobody = best.reached === 0;
  const title = isNobody
    ? text.message('titleNobody')
    : text.message('title', {
        threshold: shown(best.threshold),
        profit: money(best.profit),
        reached: { percent: best.reached / rows.nRows },
      });
  const name = { code: 'profit', text: text.column('profit') };
  return {
    kind: 'line',
    title,
    subtitle: text.message('subtitle', {
      rows: rows.nRows,
      events: rows.nEvents,
      all: money(rows.lines.at(-1)!.profit),
      nobody: money(rows.lines[0]!.profit),
    }),
    summary: title,
    x: { label: { code: 'threshold', text: text.column('threshold') } },
    y: { label: name, unit: 'money' },
    currency,
    series: [
      {
        name,
        x: Float64Array.from(lines, ({ threshold: at }) => at),
        y: Float64Array.from(lines, ({ profit }) => profit),
      },
    ],
    ...(isNobody ? {} : { marks: [{ x: best.threshold, label: text.message('best') }] }),
  };
}

function confusionFigure({ classes, nRows, nEvents }: Rows, best: LineOutcome): HeatmapFigure {
  const { reached, events } = best;
  const title = text.message('confusionTitle', {
    share: { percent: nEvents > 0 ? events / nEvents : 0 },
    precision: { percent: reached > 0 ? events / reached : 0 },
  });
  return {
    kind: 'heatmap',
    title,
    summary: title,
    rows: [classes[1]!, classes[0]!].map((name) => text.message('isClass', { class: name })),
    columns: [text.message('reachedRows'), text.message('leftRows')],
    values: Float64Array.of(events, nEvents - events, reached - events, nRows - nEvents - (reached - events)),
    value: { label: text.message('rowsAxis'), unit: 'count' },
    diverging: false,
  };
}

function answerWhatIf(context: Context, table: Table, p: Parameters, at: number): Answer {
  const rows = readRows(context, table, p);
  const best = bestLine(rows.lines, p.mostReached * rows.nRows);
  const line = lineAt(rows.lines, at);
  const { currency } = table;
  const found = text.message('answer', {
    threshold: shown(at),
    reached: line.reached,
    share: { percent: line.reached / rows.nRows },
    events: line.events,
    precision: { percent: line.reached > 0 ? line.events / line.reached : 0 },
    profit: { money: line.profit, currency },
    best: { money: best.profit, currency },
    bestThreshold: Number.isFinite(best.threshold) ? shown(best.threshold) : '∞',
  });
  return { messages: [found], tables: [], figures: [confusionFigure(rows, line)] };
}
