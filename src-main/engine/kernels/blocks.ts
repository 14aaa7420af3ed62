import type { Kernels } from './instance.ts';
import { assignRows } from './assign-rows.ts';
import { covarianceRows } from './covariance-rows.ts';
import { gramTimesRows } from './gram-times-rows.ts';
import { mixtureRows } from './mixture-rows.ts';
import { momentRows } from './moment-rows.ts';
import { narrowRows } from './narrow-rows.ts';
import { neighbourRows } from './neighbour-rows.ts';
import { projectRows } from './project-rows.ts';
import { gramTiles } from './gram-tiles.ts';
import { sweepPanel, sweepTiles } from './sweep-tiles.ts';
import { rankPairs } from './rank-pairs.ts';
import { rankRows } from './rank-rows.ts';
import { solveRows } from './solve-rows.ts';
import { silhouetteRows } from './silhouette-rows.ts';

/**
 * A loop over [start, end) of a larger one. What it returns must not depend on other blocks.
 *
 * @param kernels compiled loops; null where the plain ones are to run, which give the same bytes as plain SIMD.
 */
export type BlockKernel<S, R> = (start: number, end: number, shared: S, kernels: Kernels | null) => R;

/** Every loop that may run on several threads, by the name under which threads find it. */
export const blocks = {
  assignRows,
  covarianceRows,
  gramTiles,
  gramTimesRows,
  mixtureRows,
  momentRows,
  narrowRows,
  neighbourRows,
  projectRows,
  rankPairs,
  rankRows,
  silhouetteRows,
  solveRows,
  sweepPanel,
  sweepTiles,
} as const;

export type KernelName = keyof typeof blocks;
export type KernelShared<K extends KernelName> = (typeof blocks)[K] extends BlockKernel<infer S, unknown> ? S : never;
export type KernelResult<K extends KernelName> = ReturnType<(typeof blocks)[K]>;
