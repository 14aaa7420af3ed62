import { z } from 'zod';
import { splitImportance, valuesOf } from '../../maths/trees/ask-trees.ts';
import { fitDecisionTree } from '../../maths/trees/decision-tree.ts';
import { pruneTree } from '../../maths/trees/prune.ts';
import type { TreeSet } from '../../maths/trees/tree-set.ts';
import { classNames, columnNames, figureOut, metricOut, tableOut } from '../define.ts';
import { definePredictor } from './define-predictor.ts';
import { predictorParameters } from './parameters.ts';
import { treeData } from './tree-data.ts';
import { treeRules } from './tree-rules.ts';
import { treeText as text } from './tree-text.ts';

const parameters = z.object({
  ...predictorParameters,
  maxDepth: z
    .int()
    .min(1)
    .max(50)
    .default(4)
    .meta({ ...text.parameter('maxDepth') }),
  leastRows: z
    .int()
    .min(1)
    .max(100_000)
    .default(20)
    .meta({ ...text.parameter('leastRows') }),
  pruning: z
    .number()
    .min(0)
    .max(1)
    .default(0)
    .meta({ ...text.parameter('pruning') }),
  criterion: z
    .enum(['gini', 'entropy'])
    .default('gini')
    .meta({ ...text.parameter('criterion'), advanced: true }),
});

export const tree = definePredictor({
  id: 'predict.tree',
  version: 3,
  text,
  references: ['doi:10.1201/9781315139470'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 4 + 40),
  fit(context, data, { maxDepth, leastRows, pruning, criterion }): { trees: TreeSet } {
    const { x, target, weights, nCategories, nClasses } = treeData(data);
    const options = { nClasses, maxDepth, leastRows, criterion: nClasses > 0 ? criterion : ('squared' as const) };
    return { trees: pruneTree(fitDecisionTree(x, target, weights, nCategories, options, context.signal), pruning) };
  },
  predict: (context, { trees }, x) => valuesOf(trees, x, context),
  importance: ({ trees }) => splitImportance(trees),
  tells: {
    tree: figureOut({ label: text.output('tree') }),
    rules: tableOut({
      label: text.output('rules'),
      name: 'rules',
      entity: 'none',
      publish: false,
      words: { says: classNames(), rule: columnNames('table', true) },
    }),
    nLeaves: metricOut({ label: text.output('nLeaves'), better: 'none', unit: 'count' }),
  },
  tell: ({ learned, encoding, target, table }) => treeRules(learned.trees, encoding, target, table),
});
