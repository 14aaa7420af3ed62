import { z } from 'zod';
import { outOfBag, splitImportance, valuesOf } from '../../maths/trees/ask-trees.ts';
import { fitForest } from '../../maths/trees/forest.ts';
import type { TreeSet } from '../../maths/trees/tree-set.ts';
import { metricOut } from '../define.ts';
import { definePredictor } from './define-predictor.ts';
import { forestText as text } from './forest-text.ts';
import { predictorParameters } from './parameters.ts';
import { treeData, type TreeData } from './tree-data.ts';

const parameters = z.object({
  ...predictorParameters,
  nTrees: z
    .int()
    .min(1)
    .max(2000)
    .default(200)
    .meta({ ...text.parameter('nTrees') }),
  method: z
    .enum(['forest', 'extra'])
    .default('forest')
    .meta({ ...text.parameter('method') }),
  leastRows: z
    .int()
    .min(1)
    .max(100_000)
    .default(5)
    .meta({ ...text.parameter('leastRows') }),
  tried: z
    .enum(['sqrt', 'third', 'all'])
    .default('sqrt')
    .meta({ ...text.parameter('tried') }),
  maxDepth: z
    .int()
    .min(0)
    .max(200)
    .default(0)
    .meta({ ...text.parameter('maxDepth'), advanced: true }),
  criterion: z
    .enum(['gini', 'entropy'])
    .default('gini')
    .meta({ ...text.parameter('criterion'), advanced: true }),
});

/** What fitting leaves behind. */
export interface ForestModel {
  readonly trees: TreeSet;
  /** Accuracy or R² on rows by the trees that did not draw them; null where all were read. */
  readonly outOfBag: number | null;
}

const TRIED: Readonly<Record<z.output<typeof parameters>['tried'], (n: number) => number>> = {
  sqrt: (n) => Math.max(1, Math.floor(Math.sqrt(n))),
  third: (n) => Math.max(1, Math.floor(n / 3)),
  all: (n) => n,
};

/** Bytes of a node, and how many nodes a row may come to make in each tree. */
const NODE_BYTES = 70;

export const forest = definePredictor({
  id: 'predict.forest',
  version: 1,
  text,
  references: ['doi:10.1023/A:1010933404324', 'doi:10.1007/s10994-006-6226-1'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  memory: ({ nRows, nColumns }, { nTrees, leastRows }) =>
    nRows * (nColumns + 40) + Math.ceil((2 * nRows) / leastRows) * nTrees * NODE_BYTES,
  async fit(context, data, { nTrees, method, leastRows, tried, maxDepth, criterion }): Promise<ForestModel> {
    const tree = treeData(data);
    const isExtra = method === 'extra';
    const { trees, seed } = await fitForest(
      tree.x,
      tree.target,
      tree.weights,
      tree.nCategories,
      {
        nClasses: tree.nClasses,
        criterion: tree.nClasses > 0 ? criterion : 'squared',
        nTried: TRIED[tried](tree.x.nColumns),
        nTrees,
        leastRows,
        maxDepth,
        draws: !isExtra,
        randomCuts: isExtra,
      },
      context,
    );
    if (isExtra) return { trees, outOfBag: null };
    return { trees, outOfBag: outOfBagQuality(tree, await outOfBag(trees, tree.x, seed, context)) };
  },
  predict: (context, { trees }, x) => valuesOf(trees, x, context),
  importance: ({ trees }) => splitImportance(trees),
  tells: { outOfBag: metricOut({ label: text.output('outOfBag'), better: 'higher' }) },
  tell: ({ learned }) => ({ outOfBag: learned.outOfBag }),
});

/** Accuracy or R² over the rows that some tree has not drawn. */
export function outOfBagQuality(
  { target, nClasses }: Pick<TreeData, 'target' | 'nClasses'>,
  { values, nSpoke }: { readonly values: Float64Array; readonly nSpoke: Int32Array },
): number | null {
  const rows = Array.from(nSpoke.keys()).filter((row) => nSpoke[row]! > 0);
  if (rows.length === 0) return null;
  if (nClasses === 0) {
    const mean = rows.reduce((sum, row) => sum + target[row]!, 0) / rows.length;
    const [errors, spread] = rows.reduce<[number, number]>(
      ([e, s], row) => [e + (target[row]! - values[row]!) ** 2, s + (target[row]! - mean) ** 2],
      [0, 0],
    );
    return spread > 0 ? 1 - errors / spread : null;
  }
  const right = rows.filter((row) => {
    const own = values.subarray(row * nClasses, (row + 1) * nClasses);
    return own.indexOf(Math.max(...own)) === target[row];
  });
  return right.length / rows.length;
}
