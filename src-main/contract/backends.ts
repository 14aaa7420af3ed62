import { z } from 'zod';
import type { Message } from './text.ts';

/** What neural models can be trained on, the best first. */
export const backendIds = ['cuda', 'webgpu', 'native', 'wasm', 'js'] as const;
export type BackendId = (typeof backendIds)[number];

/** How the engine's own loops compute, the fastest first. */
export const kernelVariants = ['relaxed', 'simd', 'plain'] as const;

/** What each backend is called, in every language. */
export const backendNames: Readonly<Record<BackendId, string>> = {
  cuda: 'CUDA',
  webgpu: 'WebGPU',
  native: 'TensorFlow (CPU)',
  wasm: 'WebAssembly',
  js: 'JavaScript',
};

const message = z.custom<Message>((value) => typeof value === 'object' && value !== null && 'text' in value);

/** What was found of one backend. */
export const backendInfo = z.object({
  id: z.enum(backendIds),
  /** It loaded and trained a small model to the known result. */
  usable: z.boolean(),
  /** Why it is not used; null where it is usable. */
  reason: message.nullable(),
  /** The device's own name. */
  adapter: z.string().nullable(),
  /** A GPU that the processor imitates: no faster than the processor, so used only where it is forced. */
  software: z.boolean(),
  /** Bytes of memory on the device, or those that the backend may use; null where it does not tell. */
  memoryBytes: z.number().nullable(),
  /** 10⁹ floating-point operations a second, measured on a product of matrices. */
  gflops: z.number().nullable(),
});
export type BackendInfo = z.output<typeof backendInfo>;

/** What this machine computes with, for the status bar and `doctor`. */
export const backendReport = z.object({
  state: z.enum(['checking', 'ready']),
  /** What models are trained on where no measurement of the job says otherwise; null while it is being checked. */
  chosen: z.enum(backendIds).nullable(),
  /** Whether a setting, a flag or the environment chose it. */
  forced: z.boolean(),
  /** Those checked so far, the best first. */
  backends: z.array(backendInfo),
  kernels: z.object({
    variant: z.enum(kernelVariants),
    forced: z.boolean(),
    /** Why none faster is used. */
    reason: message.nullable(),
    threads: z.int(),
    gflops: z.number().nullable(),
  }),
});
export type BackendReport = z.output<typeof backendReport>;

/** What this machine was told to compute with, in every project; null leaves the choice to measurements. */
export const computeSettings = z.object({
  backend: z.enum(backendIds).nullable().catch(null).default(null),
  kernels: z.enum(kernelVariants).nullable().catch(null).default(null),
});
export type ComputeSettings = z.output<typeof computeSettings>;

/** What a run computed on. */
export interface RunBackend {
  /** `cpu` where no neural model was trained. */
  readonly id: 'cpu' | BackendId;
  readonly adapter: string | null;
  /** How the engine's own loops computed. */
  readonly variant: (typeof kernelVariants)[number];
  /** How long each backend took for a short part of the job, where that decided which was used. */
  readonly measured: readonly { readonly id: BackendId; readonly ms: number }[];
}

/** A run's backend on one line, such as `WebGPU · GeForce RTX 4070 · relaxed`. */
export function describeBackend({ id, adapter, variant }: RunBackend): string {
  return [id === 'cpu' ? 'CPU' : backendNames[id], adapter, variant].filter((part) => part !== null).join(' · ');
}
