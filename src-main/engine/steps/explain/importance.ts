import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { BarsFigure } from '../../../contract/figure.ts';
import { numberMetrics } from '../../maths/metrics/numbers.ts';
import { rankScores, rocAuc } from '../../maths/metrics/ranked.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { columnNames, defineStep, figureOut, metricOut, tableOut } from '../define.ts';
import { outputsOf, type TargetInfo } from '../predict/predictor.ts';
import { knownTarget } from '../predict/target.ts';
import { labelWords } from '../message-words.ts';
import { columnsByFeature, copyOf, explainNeeds, labelOf, readExplained, type Explained } from './explained.ts';
import { importanceText as text } from './importance-text.ts';
import { explainText } from './texts.ts';

const parameters = z.object({
  nRepeats: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({ ...text.parameter('nRepeats') }),
  mostRows: z
    .int()
    .min(10)
    .max(1_000_000)
    .default(5000)
    .meta({ ...explainText.parameter('mostRows'), advanced: true }),
});

const MOST_BARS = 20;

type Measure = 'auc' | 'accuracy' | 'rmse';

/** Permutation importance. Breiman (2001); Fisher, Rudin & Dominici (2019), arXiv:1801.01489. */
export const importance = defineStep({
  id: 'explain.importance',
  version: 1,
  text,
  references: ['doi:10.1023/A:1010933404324', 'arXiv:1801.01489'],
  needs: explainNeeds,
  gives: {
    importance: tableOut({
      label: text.output('importance'),
      name: 'importance',
      entity: 'none',
      words: { feature: columnNames() },
    }),
    importances: figureOut({ label: text.output('importances') }),
    quality: metricOut({ label: text.output('quality'), better: 'none' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { mostRows }) => Math.min(nRows, mostRows) * nColumns * 60,
  async run(context, { table, model }, { nRepeats, mostRows }) {
    const explained = await readExplained(context, table, model, '', mostRows);
    const judge = judgeOf(explained);
    const quality = judge.of(await explained.predictor.predict(explained.x, context));
    if (Number.isNaN(quality))
      throw new ClienteleError('target-unusable', {
        column: explained.predictor.target.column,
        detail: text.source.messages.oneClass,
      });
    const losses = await shuffleEach(context, explained, nRepeats, judge.of, quality);
    const { features } = explained.predictor.encoding;
    const found = features
      .map(({ column }, j) => ({ feature: column, ...spreadOf(losses[j]!) }))
      .sort((a, b) => b.mean - a.mean || (a.feature < b.feature ? -1 : 1));
    return {
      importance: tableFrom(found),
      importances: figureFrom(found, table, judge.measure, nRepeats, explained.x.nRows),
      quality: judge.measure === 'rmse' ? -quality : quality,
    };
  },
});

/** How well predictions fit what happened, the more the better. @throws missing-column, no-usable-rows */
function judgeOf({ predictor: { target }, table }: Explained): { measure: Measure; of(found: Float64Array): number } {
  const known = knownTarget(table, target);
  if (!known) throw new ClienteleError('missing-column', { column: target.column });
  const rows = Int32Array.from(known.keys()).filter((row) =>
    target.kind === 'number' ? !Number.isNaN(known[row]!) : known[row]! >= 0,
  );
  if (rows.length === 0) throw new ClienteleError('no-usable-rows', { detail: explainText.source.messages.noRows });
  const actual = Float64Array.from(rows, (row) => known[row]!);
  const measure = measureOf(target);
  const n = outputsOf(target);
  const column = (found: Float64Array, k: number): Float64Array =>
    Float64Array.from(rows, (row) => found[row * n + k]!);
  return {
    measure,
    of(found) {
      if (measure === 'rmse') return -numberMetrics(actual, column(found, 0)).rmse;
      if (measure === 'auc') return rocAuc(rankScores(Uint8Array.from(actual), column(found, 1), null));
      const right = rows.reduce((count, row, i) => {
        const own = found.subarray(row * n, (row + 1) * n);
        return count + (own.indexOf(Math.max(...own)) === actual[i] ? 1 : 0);
      }, 0);
      return right / rows.length;
    },
  };
}

const measureOf = ({ kind, classes }: TargetInfo): Measure =>
  kind === 'number' ? 'rmse' : classes.length === 2 ? 'auc' : 'accuracy';

/** What shuffling each feature costs, each time. */
async function shuffleEach(
  context: Context,
  { predictor, x, table }: Explained,
  nRepeats: number,
  judge: (found: Float64Array) => number,
  quality: number,
): Promise<Float64Array[]> {
  const groups = columnsByFeature(predictor);
  const shuffled = copyOf(x);
  const { nRows, nColumns } = x;
  const losses = groups.map(() => new Float64Array(nRepeats));
  for (const [feature, columns] of groups.entries()) {
    context.progress(
      feature / groups.length,
      text.message('shuffling', { feature: labelWords(labelOf(table, predictor.encoding.features[feature]!.column)) }),
    );
    for (let repeat = 0; repeat < nRepeats; repeat++) {
      context.signal.throwIfAborted();
      const order = context.random
        .fork(2 + feature)
        .fork(repeat)
        .permutation(nRows);
      for (const j of columns)
        for (let row = 0; row < nRows; row++)
          shuffled.values[row * nColumns + j] = x.values[order[row]! * nColumns + j]!;
      losses[feature]![repeat] = quality - judge(await predictor.predict(shuffled, context));
    }
    for (const j of columns)
      for (let row = 0; row < nRows; row++) shuffled.values[row * nColumns + j] = x.values[row * nColumns + j]!;
  }
  return losses;
}

interface Found {
  readonly feature: string;
  readonly mean: number;
  readonly deviation: number;
}

function spreadOf(losses: Float64Array): { mean: number; deviation: number } {
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  const squares = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / losses.length) };
}

const tableFrom = (found: readonly Found[]): Table =>
  new Table([
    textColumn(
      'feature',
      found.map(({ feature }) => feature),
      { label: explainText.column('feature') },
    ),
    numberColumn(
      'importance',
      Float64Array.from(found, ({ mean }) => mean),
      { label: text.column('importance') },
    ),
    numberColumn(
      'deviation',
      Float64Array.from(found, ({ deviation }) => deviation),
      { label: text.column('deviation') },
    ),
  ]);

function figureFrom(
  found: readonly Found[],
  table: Table,
  measure: Measure,
  repeats: number,
  rows: number,
): BarsFigure | null {
  const shown = found.slice(0, MOST_BARS);
  const [first] = shown;
  if (!first) return null;
  const feature = labelWords(labelOf(table, first.feature));
  const value = { label: { code: 'importance', text: text.column('importance') } };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title: first.mean > 0 ? text.message('title', { feature }) : text.message('titleNone'),
    subtitle: text.message('subtitle', { measure: text.source.messages[measure], repeats, rows }),
    summary: text.message('summary', { count: shown.length, feature }),
    categories: shown.map((each) => labelOf(table, each.feature)),
    value,
    series: [
      {
        name: value.label,
        values: Float64Array.from(shown, ({ mean }) => mean),
        lower: Float64Array.from(shown, ({ mean, deviation }) => mean - deviation),
        upper: Float64Array.from(shown, ({ mean, deviation }) => mean + deviation),
      },
    ],
  };
}
