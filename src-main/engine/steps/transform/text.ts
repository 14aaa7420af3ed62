import { z } from 'zod';
import { chooseWords, takeSparseRows, weighTexts, type Vocabulary } from '../../maths/tf-idf.ts';
import { shareRows } from '../../maths/recommend/shared-rows.ts';
import { sparseTimes } from '../../maths/product.ts';
import { rightVectors } from '../../maths/recommend/sparse-svd.ts';
import { shared } from '../../table/column-base.ts';
import { countByCode } from '../../table/by-code.ts';
import { codesOf, numberColumn, textColumn, type Column, type TextColumn } from '../../table/column.ts';
import { freeName } from '../../table/free-name.ts';
import type { SparseRows } from '../../table/sparse.ts';
import { Table } from '../../table/table.ts';
import { listWords, type WordLists } from '../../table/word-lists.ts';
import type { Context } from '../context.ts';
import { column, defineEstimator, metricOut, tableIn, tableOut } from '../define.ts';
import { textText as text } from './text-words.ts';
import { noColumnOf } from '../features-of.ts';

const parameters = z.object({
  text: column({ port: 'table', types: ['text'], text: text.parameter('text') }),
  give: z
    .enum(['axes', 'words'])
    .default('axes')
    .meta({ ...text.parameter('give') }),
  nColumns: z
    .int()
    .min(1)
    .max(500)
    .default(20)
    .meta({ ...text.parameter('nColumns') }),
  longest: z
    .int()
    .min(1)
    .max(3)
    .default(1)
    .meta({ ...text.parameter('longest') }),
  leastRows: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(2)
    .meta({ ...text.parameter('leastRows') }),
  mostShare: z
    .number()
    .min(0.01)
    .max(1)
    .default(0.9)
    .meta({ ...text.parameter('mostShare') }),
  mostWords: z
    .int()
    .min(10)
    .max(50_000)
    .default(5000)
    .meta({ ...text.parameter('mostWords') }),
  damped: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('damped') }),
  keep: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('keep') }),
});
type Parameters = z.output<typeof parameters>;

interface TextModel extends Vocabulary {
  readonly column: string;
  /** Words that become columns; empty where axes do. */
  readonly shown: Int32Array;
  readonly nAxes: number;
  /** (words, nAxes), row-major. */
  readonly axes: Float64Array;
  /** The share of all weight that each axis holds. */
  readonly shares: Float64Array;
}

/** How often random directions pass through the texts on their way to the axes. */
const PASSES = 6;

export const textFeatures = defineEstimator({
  id: 'transform.text',
  version: 1,
  text,
  references: ['doi:10.1016/0306-4573(88)90021-0', 'doi:10.1002/(SICI)1097-4571(199009)41:6<391::AID-ASI1>3.0.CO;2-9', 'doi:10.1137/090771806'], // prettier-ignore
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefers: 'reviews', prefersOutput: 'interactions_clean' }) },
  gives: { coded: tableOut({ label: text.output('coded'), name: 'text_features', entity: 'same' }) },
  describes: {
    axes: tableOut({ label: text.output('axes'), name: 'text_axes', entity: 'none' }),
    words: tableOut({ label: text.output('words'), name: 'text_words', entity: 'none' }),
    share: metricOut({ label: text.output('share'), better: 'higher', unit: 'share' }),
  },
  parameters,
  memory: ({ bytes, nRows }, { nColumns, mostWords }) =>
    bytes * 2 + nRows * (8 * nColumns + 600) + mostWords * 8 * (nColumns + 40),
  async fit(context, { table }, p): Promise<TextModel> {
    const given = textOf(table, p.text);
    const { codes, dictionary } = codesOf(given);
    const read = readTexts(dictionary, p, context, 0.3);
    const vocabulary = chooseWords(read, countByCode(codes, dictionary.length), table.nRows, p);
    if (vocabulary.words.length === 0) context.warn(text.message('noWords'));
    const weighed = takeSparseRows(weighTexts(read, vocabulary, p.damped), codes);
    const found = { ...vocabulary, column: given.name };
    if (p.give === 'words')
      return { ...found, shown: heaviest(weighed, p.nColumns), nAxes: 0, axes: new Float64Array(0), shares: new Float64Array(0) }; // prettier-ignore
    const nAxes = Math.min(p.nColumns, weighed.nRows, weighed.nColumns);
    const { values, vectors, width } = await rightVectors(weighed, nAxes, PASSES, context, (share) => {
      context.progress(0.3 + 0.7 * share);
    });
    const whole = weighed.values.reduce((sum, value) => sum + value * value, 0);
    const shares = values.map((value) => (whole > 0 ? (value * value) / whole : 0));
    return { ...found, shown: new Int32Array(0), nAxes: width, axes: faceForward(vectors, width), shares };
  },
  async apply(context, model, { table }, p) {
    const given = table.text(model.column);
    const { codes, dictionary } = codesOf(given);
    const weighed = weighTexts(readTexts(dictionary, p, context, 0.7), model, p.damped);
    const nEmpty = codes.reduce((n, code) => n + (code < 0 || weighed.offsets[code + 1] === weighed.offsets[code] ? 1 : 0), 0); // prettier-ignore
    if (nEmpty > 0 && model.words.length > 0) context.warn(text.message('empty', { count: nEmpty }));
    const others = table.columns.filter(({ name }) => p.keep || name !== model.column);
    const taken = new Set(others.map(({ name }) => name));
    const made =
      p.give === 'words'
        ? wordColumns(weighed, codes, model, taken)
        : await axisColumns(weighed, codes, model, taken, context);
    return { coded: new Table([...others, ...made], table.options()) };
  },
  describe(_context, model) {
    const label = (name: keyof typeof text.source.columns) => ({ label: text.column(name) });
    const axes = Array.from({ length: model.nAxes }, (_, axis) => axis);
    return {
      axes: new Table([
        numberColumn('axis', Int32Array.from(axes, (axis) => axis + 1), label('axis')),
        textColumn('high', axes.map((axis) => endWords(model, axis, 1).join(', ') || null), label('high')),
        textColumn('low', axes.map((axis) => endWords(model, axis, -1).join(', ') || null), label('low')),
        numberColumn('share', model.shares, { ...label('share'), unit: 'share' }),
      ]), // prettier-ignore
      words: new Table([
        textColumn('word', model.words, label('word')),
        numberColumn('rows', model.nRows, { ...label('rows'), unit: 'count' }),
        numberColumn('weight', model.weights, label('weight')),
      ]),
      share: model.nAxes > 0 ? model.shares.reduce((sum, share) => sum + share, 0) : null,
    };
  },
});

/** @throws missing-column, wrong-column-type; no-usable-column where none is chosen and no text has a role for it */
function textOf(table: Table, chosen: string | null): TextColumn {
  if (chosen !== null) return table.text(chosen);
  const found = table.findRole('text') ?? table.findRole('itemName') ?? table.columns.find(({ type, role }) => type === 'text' && role === null); // prettier-ignore
  if (found?.type === 'text') return found;
  throw noColumnOf(table, { en: 'a column of texts', zh: '文本列' });
}

const TEXTS_A_LOOK = 512;

/** The words of each different text. */
const readTexts = (dictionary: readonly string[], p: Parameters, context: Context, to: number): WordLists =>
  listWords(dictionary, p.longest, (text) => {
    if (text % TEXTS_A_LOOK > 0) return;
    context.signal.throwIfAborted();
    context.progress((to * text) / dictionary.length);
  });

/** The words that weigh most over all texts, in order of the alphabet. */
function heaviest({ nColumns, columns, values }: SparseRows, most: number): Int32Array {
  const sums = new Float64Array(nColumns);
  columns.forEach((word, entry) => (sums[word]! += values[entry]!));
  const order = Int32Array.from(sums.keys()).sort((a, b) => sums[b]! - sums[a]! || a - b);
  return order.slice(0, most).sort();
}

/** Axes have a direction but no sign: of each the largest entry is made positive. */
function faceForward(axes: Float64Array, nAxes: number): Float64Array {
  const faced = axes.slice();
  for (let axis = 0; axis < nAxes; axis++) {
    let largest = 0;
    for (let at = axis; at < axes.length; at += nAxes) if (Math.abs(axes[at]!) > Math.abs(largest)) largest = axes[at]!;
    if (largest < 0) for (let at = axis; at < axes.length; at += nAxes) faced[at] = -axes[at]!;
  }
  return faced;
}

async function axisColumns(
  weighed: SparseRows,
  codes: Int32Array,
  model: TextModel,
  taken: Set<string>,
  context: Context,
): Promise<Column[]> {
  const places = await sparseTimes(shareRows(weighed), shared(model.axes), model.nAxes, context);
  return Array.from({ length: model.nAxes }, (_, axis) => {
    context.signal.throwIfAborted();
    context.progress(0.7 + (0.3 * axis) / model.nAxes);
    const values = Float64Array.from(codes, (code) => (code < 0 ? 0 : places[code * model.nAxes + axis]!));
    const words = endWords(model, axis, 1).slice(0, 3).join(', ');
    const name = freeName(`${model.column}_axis_${axis + 1}`, taken);
    return numberColumn(name, values, { label: { en: words, zh: words } });
  });
}

function wordColumns(weighed: SparseRows, codes: Int32Array, model: TextModel, taken: Set<string>): Column[] {
  const placeOf = new Map(Array.from(model.shown, (word, place) => [word, place]));
  const byText = Array.from(model.shown, () => new Float64Array(weighed.nRows));
  for (let row = 0; row < weighed.nRows; row++) {
    for (let entry = weighed.offsets[row]!; entry < weighed.offsets[row + 1]!; entry++) {
      const place = placeOf.get(weighed.columns[entry]!);
      if (place !== undefined) byText[place]![row] = weighed.values[entry]!;
    }
  }
  return byText.map((weights, place) => {
    const name = freeName(`${model.column}_${model.words[model.shown[place]!]!}`, taken);
    return numberColumn(
      name,
      Float64Array.from(codes, (code) => (code < 0 ? 0 : weights[code]!)),
    );
  });
}

const MOST_END_WORDS = 8;

/** The words that weigh most at one end of an axis. */
function endWords({ words, axes, nAxes }: TextModel, axis: number, sign: 1 | -1): string[] {
  const weight = (word: number): number => sign * axes[word * nAxes + axis]!;
  const largest = words.reduce((most, _, word) => Math.max(most, Math.abs(weight(word))), 0);
  return Array.from(words.keys())
    .filter((word) => weight(word) > largest / 10)
    .sort((a, b) => weight(b) - weight(a) || a - b)
    .slice(0, MOST_END_WORDS)
    .map((word) => words[word]!);
}
