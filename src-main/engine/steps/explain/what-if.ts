import { z } from 'zod';
import type { Answer } from '../../../contract/answer.ts';
import type { BarsFigure, LineFigure } from '../../../contract/figure.ts';
import type { Label } from '../../../contract/text.ts';
import { sampleRows } from '../../maths/matrix.ts';
import { quantile } from '../../maths/statistics.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { column, type FittedModel } from '../define.ts';
import { labelWords } from '../message-words.ts';
import { changedRows, changeWords, rangeOf, settingAt, type Change, type Range, type Setting } from './changed-rows.ts'; // prettier-ignore
import { findRow, highest, labelOf, readExplained, saidOf, sayTo, whatIs, whoIs, type Explained } from './explained.ts'; // prettier-ignore
import { explainText } from './texts.ts';
import { valuesText as text } from './values-text.ts';

const NONE = text.source.messages.noFeature;

const feature = (name: 'feature' | 'second') =>
  column({ port: 'table', types: ['number', 'boolean', 'text'], text: { ...text.parameter(name), empty: NONE } });
const position = (name: 'position' | 'secondPosition') =>
  z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter(name) });

/** What is asked: who, and which features are to stand where among all customers. */
export const whatIfInput = z.object({
  row: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('row') }),
  feature: feature('feature'),
  position: position('position'),
  second: feature('second'),
  secondPosition: position('secondPosition'),
});
type Asked = z.output<typeof whatIfInput>;

/** So many rows tell where a value stands among all. */
const MOST_ROWS = 1000;
const POINTS = 25;

/** What a model would say to one row if some of its features were others. @throws missing-input, not-found, missing-column */
export async function answerWhatIf(
  context: Context,
  table: Table,
  model: FittedModel | null,
  given: { readonly row: string; readonly class: string },
  asked: Asked,
): Promise<Answer> {
  const wanted = asked.row || given.row;
  const place = wanted === '' ? null : findRow(table, wanted);
  const pool =
    table.nRows <= MOST_ROWS ? table : table.take(sampleRows(table.nRows, MOST_ROWS, context.random.fork(1)));
  const row = table.take(Int32Array.of(place ?? (await riskiest(context, table, pool, model, given.class))));
  const explained = await readExplained(context, row, model, given.class, 1);
  const say = async (changes: readonly (readonly Change[])[]): Promise<Float64Array> =>
    sayTo(explained, await explained.predictor.encode(changedRows(row, changes), context), context);
  const wishes = [
    { name: asked.feature, at: asked.position },
    { name: asked.second, at: asked.secondPosition },
  ].flatMap(({ name, at }) => (name === null ? [] : [{ name, range: rangeOf(pool.column(name)), at }]));
  const changes = wishes.map(({ name, range, at }): Change => ({ column: name, to: settingOf(range, at) }));
  const [said = NaN, then = NaN] = await say([[], changes]);
  const common = { who: whoIs(row, 0), told: whatIs(explained, row), said: saidOf(explained, said) };
  const [first] = wishes;
  if (!first) return { messages: [text.message('unchanged', common)], tables: [] };
  const list = changes.map((change) => changeWords(row, change));
  const others = changes.slice(1);
  const told: ToldLine = { explained, row, column: first.name, range: first.range, to: changes[0]!.to };
  return {
    messages: [text.message('whatIf', { ...common, then: saidOf(explained, then), changes: { list } })],
    tables: [],
    figures: [
      await alongFigure(told, (settings) => say(settings.map((to) => [{ column: first.name, to }, ...others]))),
    ],
  };
}

/** The row to whom most is said. */
async function riskiest(context: Context, table: Table, pool: Table, model: FittedModel | null, chosen: string) {
  const explained = await readExplained(context, pool, model, chosen, MOST_ROWS);
  const best = highest(await sayTo(explained, explained.x, context));
  return pool === table ? best : sampleRows(table.nRows, MOST_ROWS, context.random.fork(1))[best]!;
}

/** The value that stands at a place among all. */
function settingOf(range: Range, at: number): Setting {
  if (range.kind === 'number') {
    const value = quantile(range.sorted, at);
    return range.isWhole ? Math.round(value) : value;
  }
  const { choices } = range;
  return choices[Math.min(choices.length - 1, Math.floor(at * choices.length))]?.to ?? '';
}

interface ToldLine {
  readonly explained: Explained;
  readonly row: Table;
  readonly column: string;
  readonly range: Range;
  readonly to: Setting;
}

/** What would be said along all values of the first feature, the others as they are wished. */
async function alongFigure(
  { explained, row, column: name, range, to }: ToldLine,
  say: (settings: readonly Setting[]) => Promise<Float64Array>,
): Promise<LineFigure | BarsFigure> {
  const label = labelOf(row, name);
  const title = text.message('along', { who: whoIs(row, 0), told: whatIs(explained, row), feature: labelWords(label) });
  const value = { code: 'prediction', text: text.column('prediction') };
  const unit = explained.predictor.target.kind === 'classes' ? ('share' as const) : null;
  if (range.kind === 'choice') {
    const settings = range.choices.slice(0, POINTS).map((choice) => choice.to);
    return {
      kind: 'bars',
      orientation: 'horizontal',
      title,
      summary: title,
      categories: settings.map(labelOfSetting),
      value: { label: value, unit },
      series: [{ name: value, values: await say(settings) }],
    };
  }
  const own = settingAt(row.column(name), 0);
  const points = [...new Set(Array.from({ length: POINTS }, (_, i) => settingOf(range, i / (POINTS - 1))))].map(Number);
  return {
    kind: 'line',
    title,
    summary: title,
    currency: row.currency,
    x: { label, unit: row.column(name).unit },
    y: { label: value, unit },
    series: [{ name: value, x: Float64Array.from(points), y: await say(points) }],
    marks: [
      ...(typeof own === 'number' ? [{ x: own, label: text.message('now') }] : []),
      { x: Number(to), label: text.message('then') },
    ],
  };
}

const labelOfSetting = (setting: Setting): Label =>
  typeof setting === 'boolean' ? explainText.message(setting ? 'yes' : 'no') : String(setting);
