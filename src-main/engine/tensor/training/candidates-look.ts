import { netLoops } from '../../kernels/net-loops.ts';
import type { Address } from '../../kernels/exports.ts';
import type { Variant } from '../../kernels/variant.ts';
import { SEQUENCE_ROWS } from './sequence-forward.ts';

/** What each block shows of a profile to candidates. */
export interface ShownProfile {
  readonly length: number;
  /** For each block (length, 3 · size): queries, keys, values. */
  readonly shown: readonly Float32Array[];
}

/** Widths are multiples of it. */
const LANES = 4;

/** Vectors of a profile that there is room for at first; longer ones make more. */
const FIRST_ROOM = 64;

/**
 * Lets candidates look at profiles on the processor. Candidates of one profile that stand behind one another are computed together.
 *
 * @returns what each candidate takes from the profile beside it and from itself, (n, size). @param x (n, 3 · size): queries, keys, values
 */
export function candidatesLook(
  size: number,
  nHeads: number,
  variant: Variant,
): (x: Float32Array, profiles: readonly ShownProfile[], block: number) => Float32Array {
  const width = size / nHeads;
  const scale = 1 / Math.sqrt(width);
  const loops = netLoops(variant);
  const [queries, taken] = [loops.room(SEQUENCE_ROWS * size), loops.room(SEQUENCE_ROWS * width)];
  let room = 0;
  let [keys, values, shares] = [queries, queries, queries];

  function makeRoom(length: number): void {
    if (length <= room) return;
    room = Math.max(FIRST_ROOM, 2 * length);
    [keys, values] = [loops.room(room * size), loops.room(room * size)];
    shares = loops.room(SEQUENCE_ROWS * room);
  }

  /** Puts keys turned, (size, padded), and values head after head, (nHeads, padded, width); what pads them is zero. */
  function put({ length, shown }: ShownProfile, block: number, padded: number): void {
    const from = shown[block]!;
    const turnedKeys = loops.view(keys, size * padded).fill(0);
    const ownValues = loops.view(values, size * padded).fill(0);
    for (let at = 0; at < length; at++)
      for (let j = 0; j < size; j++) {
        turnedKeys[j * padded + at] = from[(3 * at + 1) * size + j]!;
        ownValues[(Math.floor(j / width) * padded + at) * width + (j % width)] = from[(3 * at + 2) * size + j]!;
      }
  }

  /** One profile’s candidates, the rows from `from` to before `to`. */
  function look(
    x: Float32Array,
    profile: ShownProfile,
    block: number,
    from: number,
    to: number,
    out: Float32Array,
  ): void {
    const { length } = profile;
    const padded = Math.ceil(length / LANES) * LANES;
    makeRoom(padded);
    put(profile, block, padded);
    const n = to - from;
    const asked = loops.view(queries, n * size);
    for (let row = 0; row < n; row++)
      asked.set(x.subarray((from + row) * 3 * size, ((from + row) * 3 + 1) * size), row * size);
    for (let head = 0; head < nHeads; head++) {
      const first = head * width;
      loops.product(after(queries, first), size * 4, 4, after(keys, first * padded), 0, shares, n, padded, width, 0);
      const all = loops.view(shares, n * padded);
      const itself = Float64Array.from({ length: n }, (_, row) => {
        const query = (from + row) * 3 * size + first;
        let product = 0;
        for (let j = 0; j < width; j++) product += x[query + j]! * x[query + size + j]!;
        return shareOut(all.subarray(row * padded, (row + 1) * padded), length, product * scale, scale);
      });
      loops.product(shares, padded * 4, 4, after(values, first * padded), 0, taken, n, width, padded, 0);
      const found = loops.view(taken, n * width);
      for (let row = 0; row < n; row++)
        for (let j = 0, own = (from + row) * 3 * size + 2 * size + first; j < width; j++, own++)
          out[(from + row) * size + first + j] = found[row * width + j]! + itself[row]! * x[own]!;
    }
  }

  return (x, profiles, block) => {
    const out = new Float32Array(profiles.length * size);
    for (let from = 0, to = 0; from < profiles.length; from = to) {
      while (to < profiles.length && profiles[to] === profiles[from]) to++;
      look(x, profiles[from]!, block, from, to, out);
    }
    return out;
  };
}

const after = (at: Address, floats: number): Address => (at + floats * 4) as Address;

/** Makes products of a query into shares; what pads them gets none. @returns the share of the candidate itself */
function shareOut(products: Float32Array, length: number, itself: number, scale: number): number {
  let highest = itself;
  for (let i = 0; i < length; i++) highest = Math.max(highest, products[i]! * scale);
  const own = Math.exp(itself - highest);
  let total = own;
  for (let i = 0; i < length; i++) {
    const raised = Math.exp(products[i]! * scale - highest);
    products[i] = raised;
    total += raised;
  }
  for (let i = 0; i < length; i++) products[i]! /= total;
  products.fill(0, length);
  return own / total;
}
