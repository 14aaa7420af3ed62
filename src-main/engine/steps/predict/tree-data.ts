import type { TreeRows } from '../../maths/trees/tree-set.ts';
import { outputsOf, type Encoding, type TargetInfo, type TrainingData } from './predictor.ts';

/** Training data as trees read it: categories by number, the target as numbers. */
export interface TreeData {
  readonly x: TreeRows;
  readonly target: Float64Array;
  readonly weights: Float64Array | null;
  /** By column of the matrix; 0 for numbers and for yes or no. */
  readonly nCategories: Int32Array;
  /** 0 where a number is predicted. */
  readonly nClasses: number;
}

/** How many categories each column of the matrix has; 0 for numbers. */
export const categoriesOf = ({ columns, features }: Encoding): Int32Array =>
  Int32Array.from(columns, ({ feature }) => {
    const { type, categories } = features[feature]!;
    return type === 'text' ? (categories?.length ?? 0) : 0;
  });

/** Training data for trees. */
export function treeData({ x, encoding, target, weights }: TrainingData): TreeData {
  const isClasses = target.kind === 'classes';
  return {
    x,
    target: isClasses ? Float64Array.from(target.codes) : target.values,
    weights,
    nCategories: categoriesOf(encoding),
    nClasses: isClasses ? outputsOf(target satisfies TargetInfo) : 0,
  };
}
