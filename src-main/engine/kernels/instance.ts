import { invariant } from '../../contract/errors.ts';
import type { Address, KernelExports } from './exports.ts';
import { moduleBytes, type Variant } from './variant.ts';

type Values = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;
type ValuesType<T extends Values> = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => T;

/**
 * A compiled module with this thread's own memory. A block takes the memory anew: it puts its arrays in, calls a function
 * and reads what that wrote, before the next block does the same.
 */
export interface Kernels {
  readonly exports: KernelExports;
  /** Forgets what was placed before. */
  begin(): void;
  /** Room for so many bytes, at an address that every vector may be read from. @throws RangeError past 64 MB */
  room(bytes: number): Address;
  /** Copies an array in. */
  put(values: Values): Address;
  /** What lies at an address, as a view that the next room or call may replace. */
  view<T extends Values>(type: ValuesType<T>, at: Address, length: number): T;
}

/** The most that one thread's kernels hold. */
export const KERNEL_MEMORY_BYTES = 64 * 2 ** 20;

const PAGE_BYTES = 65_536;
const ALIGNMENT = 64;

const aligned = (at: number): number => Math.ceil(at / ALIGNMENT) * ALIGNMENT;

/** How compiled loops compute. */
export type Compiled = Exclude<Variant, 'plain'>;

const modules = new Map<Compiled, WebAssembly.Module>();

function moduleOf(variant: Compiled): WebAssembly.Module {
  const known = modules.get(variant);
  if (known) return known;
  const bytes = moduleBytes(variant);
  invariant(bytes, `the ${variant} kernels can run`);
  const made = new WebAssembly.Module(bytes);
  modules.set(variant, made);
  return made;
}

/** Memory that modules of several threads may work on, of at most so many bytes. */
export const newMemory = (mostBytes: number): WebAssembly.Memory =>
  new WebAssembly.Memory({ initial: 1, maximum: Math.floor(mostBytes / PAGE_BYTES), shared: true });

/** A module, by default with memory of its own, for a loop that keeps what it works on there from one call to the next. */
export function newKernels(variant: Compiled, memory = newMemory(KERNEL_MEMORY_BYTES)): Kernels {
  const instance = new WebAssembly.Instance(moduleOf(variant), { env: { memory } });
  const exports = instance.exports as unknown as KernelExports;
  const first = aligned(exports.firstFreeByte());
  let free = first;

  function room(wanted: number): Address {
    const at = free;
    free = aligned(at + wanted);
    const missing = free - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    return at as Address;
  }

  const view = <T extends Values>(type: ValuesType<T>, at: Address, length: number): T =>
    new type(memory.buffer, at, length);

  return {
    exports,
    begin() {
      free = first;
    },
    room,
    put(values) {
      const at = room(values.byteLength);
      view(values.constructor as ValuesType<Values>, at, values.length).set(values);
      return at;
    },
    view,
  };
}

const instances = new Map<Variant, Kernels>();

/** This thread's kernels; null in the plain variant, where loops run in TypeScript. */
export function kernelsOf(variant: Variant): Kernels | null {
  if (variant === 'plain') return null;
  const known = instances.get(variant);
  if (known) return known;
  const made = newKernels(variant);
  instances.set(variant, made);
  return made;
}

const onMemory = new WeakMap<WebAssembly.Memory, Kernels>();

/** This thread's kernels on memory that other threads work on too, always of the same variant. */
export function kernelsOn(memory: WebAssembly.Memory, variant: Compiled): Kernels {
  const known = onMemory.get(memory);
  if (known) return known;
  const made = newKernels(variant, memory);
  onMemory.set(memory, made);
  return made;
}
