import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { cellAt, codesOf, type Column } from '../../table/column.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { column } from '../define.ts';
import { columnWords } from '../features-of.ts';
import { readTarget } from '../predict/target.ts';
import { planFolds } from './predict-folds.ts';
import { metricsOf, predictionMetrics, type PredictionMetric } from './predict-metrics.ts';
import { markTarget, type PredictTask } from './predict-score.ts';
import { predictionMetricTexts, predictorsText as text } from './predict-text.ts';

/** What every step that judges chains in folds asks: the target, how rows are held out, and the deciding metric. */
export const taskParameters = {
  target: column({ port: 'table', text: text.parameter('target') }),
  kind: z
    .enum(['auto', 'classes', 'number'])
    .default('auto')
    .meta({ ...text.parameter('kind') }),
  positive: z
    .string()
    .default('')
    .meta({ ...text.parameter('positive') }),
  scheme: z
    .enum(['k-fold', 'hold-out', 'rolling', 'leave-one-out'])
    .default('k-fold')
    .meta({ ...text.parameter('scheme') }),
  nFolds: z
    .int()
    .min(2)
    .max(50)
    .default(5)
    .meta({ ...text.parameter('nFolds') }),
  nRepeats: z
    .int()
    .min(1)
    .max(50)
    .default(1)
    .meta({ ...text.parameter('nRepeats') }),
  testShare: z
    .number()
    .min(0.01)
    .max(0.9)
    .default(0.25)
    .meta({ ...text.parameter('testShare') }),
  group: column({ port: 'table', types: ['text', 'number', 'boolean'], text: text.parameter('group') }),
  time: column({ port: 'table', types: ['date', 'number'], text: text.parameter('time') }),
  metric: z
    .enum(['auto', ...predictionMetrics])
    .default('auto')
    .meta({ ...text.parameter('metric'), options: predictionMetricTexts }),
};
/** Of what is judged fold by fold: a single row has no quality of its own. */
export const foldedScheme = z
  .enum(['k-fold', 'hold-out', 'rolling'])
  .default('k-fold')
  .meta({ ...text.parameter('scheme') });

type TaskChoices = z.output<z.ZodObject<typeof taskParameters>>;

/**
 * Reads the target and deals rows into folds.
 *
 * @throws target-unusable, too-few-rows, leaking-split, missing-role where rolling finds no time
 */
export function planTask(context: Pick<Context, 'warn' | 'random'>, given: Table, p: TaskChoices): PredictTask {
  const { target, rows } = readTarget(given, p, ['classes', 'number']);
  if (rows.length < given.nRows)
    context.warn(text.message('target-missing', { column: target.column, count: given.nRows - rows.length }));
  const known = markTarget(rows.length < given.nRows ? given.take(rows) : given, target.column);
  const { column: name, kind, classes } = target;
  const groups = groupsOf(context, known, p);
  const folds = planFolds(
    known.nRows,
    {
      ...p,
      codes: kind === 'classes' ? target.codes : null,
      groups,
      times: p.scheme === 'rolling' ? timesOf(known, p.time) : null,
    },
    context.random.fork(0),
  );
  const nRepeats = p.scheme === 'k-fold' || p.scheme === 'hold-out' ? p.nRepeats : 1;
  const actual = kind === 'classes' ? target.codes : target.values;
  return { table: known, target: { column: name, kind, classes }, actual, folds, nRepeats };
}

/** What keeps rows together: the chosen column, else the customer where one has several rows. */
function groupsOf(context: Pick<Context, 'warn'>, table: Table, { group }: TaskChoices): Int32Array | null {
  const chosen = group === null ? table.findRole('customerId') : table.column(group);
  if (!chosen) return null;
  const codes = codesOfAny(chosen);
  if (group === null) {
    if (new Set(codes).size === codes.length) return null;
    context.warn(text.message('grouped', { column: columnWords(table, chosen.name) }));
  }
  return codes;
}

/** A number a distinct value; missing ones count as one of their own each. */
function codesOfAny(column: Column): Int32Array {
  if (column.type === 'text') {
    const { codes, dictionary } = codesOf(column);
    return Int32Array.from(codes, (code, row) => (code < 0 ? dictionary.length + row : code));
  }
  const known = new Map<unknown, number>();
  return Int32Array.from({ length: column.length }, (_, row) => {
    const value = cellAt(column, row) ?? `missing ${row}`;
    let code = known.get(value);
    if (code === undefined) known.set(value, (code = known.size));
    return code;
  });
}

/** @throws missing-role where no column says when rows were; wrong-column-type */
function timesOf(table: Table, time: string | null): Float64Array {
  const found =
    time === null ? (table.findRole('time') ?? table.columns.find(({ type }) => type === 'date')) : table.column(time);
  if (!found) throw new ClienteleError('missing-role', { table: table.name, role: 'time' });
  const own = found.type === 'number' ? table.number(found.name) : table.date(found.name);
  return Float64Array.from({ length: table.nRows }, (_, row) => {
    const value = cellAt(own, row);
    return typeof value === 'number' ? value : NaN;
  });
}

/** @throws bad-parameter where the kind of target does not have the metric */
export function metricFor({ target }: Pick<PredictTask, 'target'>, asked: TaskChoices['metric']): PredictionMetric {
  if (asked === 'auto') return target.kind === 'number' ? 'rmse' : 'rocAuc';
  if (metricsOf(target).includes(asked)) return asked;
  const names = metricsOf(target).map((metric) => predictionMetricTexts[metric]);
  const list = (of: 'en' | 'zh'): string => names.map((name) => name[of]).join(of === 'en' ? ', ' : '、');
  throw new ClienteleError('bad-parameter', {
    parameter: 'metric',
    value: asked,
    detail: { en: `this target has ${list('en')}`, zh: `该目标可用的指标有${list('zh')}` },
  });
}
