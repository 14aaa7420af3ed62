import { existsSync, readFileSync } from 'node:fs';
import { assetPath } from '../entry.ts';

/** How loops compute: with fused multiply-add in SIMD lanes, with plain SIMD, or in plain TypeScript, slower and alike. */
export const variants = ['relaxed', 'simd', 'plain'] as const;
export type Variant = (typeof variants)[number];

/** The variable of the environment that forces a variant. */
export const VARIANT_FORCED_BY = 'CLIENTELE_KERNELS';

/** The bytes of a compiled module; null where it was not built or this machine cannot run it. */
export function moduleBytes(variant: Exclude<Variant, 'plain'>): Uint8Array<ArrayBuffer> | null {
  const file = assetPath(`kernels/wasm/${variant}.wasm`);
  if (!existsSync(file)) return null;
  const bytes = new Uint8Array(readFileSync(file));
  return WebAssembly.validate(bytes) ? bytes : null;
}

/** Whether a variant can run here. */
export const canRun = (variant: Variant): boolean => variant === 'plain' || moduleBytes(variant) !== null;

let fastest: Variant | null = null;

/** The fastest variant that this machine runs; or the one that the environment forces, which must be able to run. */
export function chosenVariant(): Variant {
  return (fastest ??= forcedVariant() ?? variants.find(canRun) ?? 'plain');
}

function forcedVariant(): Variant | null {
  const wanted = process.env[VARIANT_FORCED_BY];
  if (!wanted) return null;
  const known = variants.find((variant) => variant === wanted);
  if (!known) throw new Error(`${VARIANT_FORCED_BY} is one of ${variants.join(', ')}, not “${wanted}”`);
  if (!canRun(known)) throw new Error(`${VARIANT_FORCED_BY}: the ${known} kernels were not built or cannot run here`);
  return known;
}
