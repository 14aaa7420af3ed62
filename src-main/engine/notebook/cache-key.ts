import { createHash } from 'node:crypto';

/** Raised when a change anywhere in the engine may change the numbers of some step without a new step version. */
export const NUMERIC_VERSION = 3;

/** JSON with sorted keys, so that equal values give equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (item === null || typeof item !== 'object' || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** A short hash of any plain value. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, 32);
}

/** What determines the bytes of a run. */
export interface KeyParts {
  readonly step: string;
  readonly stepVersion: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly seed: number;
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** The processor variant that numbers may depend on. */
  readonly variant: string;
}

/** The cache key of a run: equal keys give equal outputs. */
export function cacheKey(parts: KeyParts): string {
  return hashOf({ ...parts, numericVersion: NUMERIC_VERSION });
}
