import type { Kernels } from './instance.ts';
import { assignRows } from './assign-rows.ts';
import { silhouetteRows } from './silhouette-rows.ts';

/**
 * A loop over [start, end) of a larger one. What it returns must not depend on other blocks.
 *
 * @param kernels compiled loops; null where the plain ones are to run, which give the same bytes as plain SIMD.
 */
export type BlockKernel<S, R> = (start: number, end: number, shared: S, kernels: Kernels | null) => R;

/** Every loop that may run on several threads, by the name under which threads find it. */
export const blocks = { assignRows, silhouetteRows } as const;

export type KernelName = keyof typeof blocks;
export type KernelShared<K extends KernelName> = (typeof blocks)[K] extends BlockKernel<infer S, unknown> ? S : never;
export type KernelResult<K extends KernelName> = ReturnType<(typeof blocks)[K]>;
