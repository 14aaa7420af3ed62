import { existsSync, readFileSync } from 'node:fs';
import { kernelVariants } from '../../contract/backends.ts';
import { assetPath } from '../entry.ts';

/** How loops compute: with fused multiply-add in SIMD lanes, with plain SIMD, or in plain TypeScript, slower and alike. */
export const variants = kernelVariants;
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
let preferred: Variant | null = null;

/** What a person set for this machine; null leaves the choice to the machine. The environment goes before it. */
export function preferVariant(variant: Variant | null): void {
  preferred = variant;
}

/** The fastest variant that this machine runs; or the one that the environment or a setting forces. */
export function chosenVariant(): Variant {
  const forced = forcedVariant() ?? (preferred !== null && canRun(preferred) ? preferred : null);
  return forced ?? (fastest ??= variants.find(canRun) ?? 'plain');
}

/** Whether it was chosen for the machine, and by what. */
export function variantForcedBy(): 'environment' | 'setting' | null {
  if (forcedVariant() !== null) return 'environment';
  return preferred !== null && canRun(preferred) ? 'setting' : null;
}

let checkedEnvironment: { readonly wanted: string | undefined; readonly forced: Variant | null } | null = null;

/** The variant that the environment forces, which must be able to run. */
function forcedVariant(): Variant | null {
  const wanted = process.env[VARIANT_FORCED_BY];
  if (checkedEnvironment === null || checkedEnvironment.wanted !== wanted)
    checkedEnvironment = { wanted, forced: checkForced(wanted) };
  return checkedEnvironment.forced;
}

function checkForced(wanted: string | undefined): Variant | null {
  if (!wanted) return null;
  const known = variants.find((variant) => variant === wanted);
  if (!known) throw new Error(`${VARIANT_FORCED_BY} is one of ${variants.join(', ')}, not “${wanted}”`);
  if (!canRun(known)) throw new Error(`${VARIANT_FORCED_BY}: the ${known} kernels were not built or cannot run here`);
  return known;
}
