import { z } from 'zod';
import type { TreemapFigure } from '../../../contract/figure.ts';
import { takeMatrixRows } from '../../maths/matrix.ts';
import { numberMetrics } from '../../maths/metrics/numbers.ts';
import { valuesOf } from '../../maths/trees/ask-trees.ts';
import { fitDecisionTree } from '../../maths/trees/decision-tree.ts';
import type { Table } from '../../table/table.ts';
import { columnNames, defineStep, figureOut, metricOut, tableOut } from '../define.ts';
import { encodeTable, learnEncoding } from '../predict/encoding.ts';
import type { Encoding } from '../predict/predictor.ts';
import { categoriesOf } from '../predict/tree-data.ts';
import { treeRules } from '../predict/tree-rules.ts';
import { labelWords } from '../message-words.ts';
import { explainNeeds, labelOf, readExplained, sayTo, toldOf, type Explained } from './explained.ts';
import { surrogateText as text } from './surrogate-text.ts';
import { explainText } from './texts.ts';

const parameters = z.object({
  maxDepth: z
    .int()
    .min(1)
    .max(10)
    .default(3)
    .meta({ ...text.parameter('maxDepth') }),
  leastShare: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.02)
    .meta({ ...text.parameter('leastShare') }),
  class: z
    .string()
    .default('')
    .meta({ ...explainText.parameter('class') }),
  mostRows: z
    .int()
    .min(10)
    .max(1_000_000)
    .default(10_000)
    .meta({ ...explainText.parameter('mostRows'), advanced: true }),
});

/** The part of the rows that the tree is judged by. */
const HELD_OUT = 0.3;

/** Fewer rows than this cannot say how faithful a tree is. */
const LEAST_HELD = 5;

/** A tree that is fitted to what a model says: Craven & Shavlik (1995). */
export const surrogate = defineStep({
  id: 'explain.surrogate',
  version: 2,
  text,
  references: ['https://papers.nips.cc/paper/1152-extracting-tree-structured-representations-of-trained-networks'],
  needs: explainNeeds,
  gives: {
    tree: figureOut({ label: text.output('tree') }),
    rules: tableOut({
      label: text.output('rules'),
      name: 'surrogate_rules',
      entity: 'none',
      publish: false,
      words: { rule: columnNames('table', true) },
    }),
    fidelity: metricOut({ label: text.output('fidelity'), better: 'higher', unit: 'share' }),
    agreement: metricOut({ label: text.output('agreement'), better: 'higher', unit: 'share' }),
    nLeaves: metricOut({ label: text.output('nLeaves'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { mostRows }) => Math.min(nRows, mostRows) * nColumns * 60,
  async run(context, { table, model }, { maxDepth, leastShare, class: chosen, mostRows }) {
    const explained = await readExplained(context, table, model, chosen, mostRows);
    const said = await sayTo(explained, explained.x, context);
    context.progress(0.5);
    const order = context.random.fork(5).permutation(said.length);
    const nHeld = Math.floor(said.length * HELD_OUT);
    const [held, learned] = [order.slice(0, nHeld).sort(), order.slice(nHeld).sort()];
    const rows = explained.table.take(learned);
    const names = explained.predictor.encoding.features.map(({ column }) => column);
    const encoding = learnEncoding(names.map((name) => rows.column(name)), 'codes'); // prettier-ignore
    const of = (places: Int32Array) => Float64Array.from(places, (row) => said[row]!);
    const options = { nClasses: 0, maxDepth, leastRows: Math.max(1, Math.ceil(leastShare * learned.length)), criterion: 'squared' as const }; // prettier-ignore
    const trees = fitDecisionTree(encodeTable(rows, encoding), of(learned), null, categoriesOf(encoding), options, context.signal); // prettier-ignore
    const x = takeMatrixRows(encodeTable(explained.table, encoding), held);
    const judged = judge(of(held), nHeld >= LEAST_HELD ? await valuesOf(trees, x, context) : null, explained);
    const target = { column: explained.predictor.target.column, kind: 'number' as const, classes: [] };
    const { rules, tree, nLeaves } = treeRules(
      trees,
      encoding,
      target,
      rows,
      explained.predictor.target.kind === 'classes',
    );
    const told: Told = {
      explained,
      encoding,
      rows,
      nHeld,
      nLeaves,
      fidelity: judged.fidelity,
      first: trees.feature[0]!,
    };
    return { tree: withTitle(tree, told), rules, nLeaves, ...judged };
  },
});

/** How well the tree says what the model says; null where there is nothing to judge by, or nothing to explain. */
function judge(said: Float64Array, again: Float64Array | null, { predictor }: Explained) {
  if (!again) return { fidelity: null, agreement: null };
  const { r2 } = numberMetrics(said, again);
  const isEvent = (value: number): boolean => value >= 0.5;
  const nSame = said.filter((value, row) => isEvent(value) === isEvent(again[row]!)).length;
  const isOfTwo = predictor.target.classes.length === 2;
  return { fidelity: Number.isNaN(r2) ? null : r2, agreement: isOfTwo ? nSame / said.length : null };
}

interface Told {
  readonly explained: Explained;
  readonly encoding: Encoding;
  readonly rows: Table;
  readonly nHeld: number;
  readonly nLeaves: number;
  readonly fidelity: number | null;
  /** The column that the first question is about; below 0 where there is none. */
  readonly first: number;
}

/** The tree's figure under what it says of the model. */
function withTitle(tree: TreemapFigure, told: Told): TreemapFigure {
  const { explained, encoding, rows, nHeld, nLeaves, fidelity, first } = told;
  const subtitle = text.message('subtitle', {
    told: toldOf(explained, rows),
    rows: rows.nRows,
    held: nHeld,
  });
  if (first < 0) return { ...tree, title: text.message('titleOne'), subtitle };
  const feature = labelWords(labelOf(rows, encoding.features[encoding.columns[first]!.feature]!.column));
  const title =
    fidelity === null
      ? text.message('titleNone', { leaves: nLeaves })
      : text.message('title', { leaves: nLeaves, feature, fidelity: { percent: Math.max(0, fidelity) } });
  return { ...tree, title, subtitle };
}
