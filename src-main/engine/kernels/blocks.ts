import type { Kernels } from './instance.ts';
import { adamRows } from './adam-rows.ts';
import { assignRows } from './assign-rows.ts';
import { easeRows, easeScales } from './ease-rows.ts';
import { elasticRows } from './elastic-rows.ts';
import { productRows } from './product-rows.ts';
import { sparseTimesRows } from './sparse-times-rows.ts';
import { sumRows } from './sum-rows.ts';
import { climbRows } from './climb-rows.ts';
import { covarianceRows } from './covariance-rows.ts';
import { exploreRows } from './explore-rows.ts';
import { growTrees } from './grow-trees.ts';
import { gramTimesRows } from './gram-times-rows.ts';
import { moveRows } from './quad-forces.ts';
import { placeRows } from './layout-steps.ts';
import { leafRows } from './leaf-rows.ts';
import { knownRows } from './known-rows.ts';
import { logisticRows } from './logistic-rows.ts';
import { mixtureRows } from './mixture-rows.ts';
import { momentRows } from './moment-rows.ts';
import { narrowRows } from './narrow-rows.ts';
import { neighbourLists } from './neighbour-lists.ts';
import { neighbourRows } from './neighbour-rows.ts';
import { multiplyRows } from './multiply-rows.ts';
import { factorGrams, gradientRows } from './gradient-rows.ts';
import { gramTiles } from './gram-tiles.ts';
import { sweepPanel, sweepTiles } from './sweep-tiles.ts';
import { rankPairs } from './rank-pairs.ts';
import { ratedRows } from './rated-rows.ts';
import { rankPoints } from './rank-points.ts';
import { rankRows } from './rank-rows.ts';
import { searchRows } from './search-rows.ts';
import { trustRows } from './trust-rows.ts';
import { solveRows } from './solve-rows.ts';
import { silhouetteRows } from './silhouette-rows.ts';
import { svmRows } from './svm-rows.ts';
import { treeBins, treeWords } from './tree-bins.ts';
import { treeForest } from './tree-forest.ts';
import { treeShap } from './tree-shap.ts';
import { treeTeam } from './tree-team.ts';
import { treeValues } from './tree-values.ts';

/**
 * A loop over [start, end) of a larger one. What it returns must not depend on other blocks.
 *
 * @param kernels compiled loops; null where the plain ones are to run, which give the same bytes as plain SIMD.
 */
export type BlockKernel<S, R> = (start: number, end: number, shared: S, kernels: Kernels | null) => R;

/** Every loop that may run on several threads, by the name under which threads find it. */
export const blocks = {
  adamRows,
  assignRows,
  climbRows,
  covarianceRows,
  sumRows,
  sparseTimesRows,
  productRows,
  easeRows,
  easeScales,
  elasticRows,
  exploreRows,
  factorGrams,
  gradientRows,
  gramTiles,
  gramTimesRows,
  growTrees,
  leafRows,
  moveRows,
  placeRows,
  knownRows,
  logisticRows,
  mixtureRows,
  momentRows,
  narrowRows,
  neighbourLists,
  neighbourRows,
  multiplyRows,
  rankPairs,
  rankPoints,
  rankRows,
  ratedRows,
  silhouetteRows,
  searchRows,
  solveRows,
  trustRows,
  sweepPanel,
  sweepTiles,
  svmRows,
  treeBins,
  treeForest,
  treeShap,
  treeTeam,
  treeValues,
  treeWords,
} as const;

export type KernelName = keyof typeof blocks;
export type KernelShared<K extends KernelName> = (typeof blocks)[K] extends BlockKernel<infer S, unknown> ? S : never;
export type KernelResult<K extends KernelName> = ReturnType<(typeof blocks)[K]>;
