import { newMemory } from './instance.ts';
import type { BlockPool } from './pool.ts';

/** The most that can be resident: all that a module can address, less what it keeps to itself. */
export const RESIDENT_BYTES = 2 ** 32 - 2 ** 20;
/** What is kept for the next one to borrow, since the system takes its time over fresh memory. */
const KEPT_BYTES = 256 * 2 ** 20;

const kept = new WeakMap<BlockPool, WebAssembly.Memory>();

/** Memory on which the modules of all of a pool's threads may work; what stood there before still does. */
export function borrowMemory(pool: BlockPool): WebAssembly.Memory {
  const memory = kept.get(pool) ?? newMemory(2 ** 32);
  kept.delete(pool);
  return memory;
}

/** Gives it back, with nobody at work on it. */
export function returnMemory(pool: BlockPool, memory: WebAssembly.Memory): void {
  if (memory.buffer.byteLength <= KEPT_BYTES) kept.set(pool, memory);
}
