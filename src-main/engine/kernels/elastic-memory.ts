import type { SparseRows } from '../table/sparse.ts';
import type { ElasticOptions } from './elastic-rows.ts';
import type { Address } from './exports.ts';
import { kernelsOn, type Compiled, type Kernels } from './instance.ts';
import { RESIDENT_BYTES } from './resident.ts';

/** The items' products where the compiled loops of all threads reach them. */
export interface ElasticMemory {
  readonly memory: WebAssembly.Memory;
  readonly variant: Compiled;
  /** Where what `assembly/elastic-plan.ts` describes lies. */
  readonly plan: Address;
  /** One a thread, and which of them are in use. */
  readonly scratches: readonly ElasticScratch[];
  readonly taken: Address;
}

/** What a block works in, and where the item that was regressed last lies. */
interface ElasticScratch {
  readonly at: Address;
  readonly items: Address;
  readonly weights: Address;
}

/** How many times as many as are chosen wait until the least are left out. */
const ROOM = 4;

/** Numbers of candidates in whole vectors, with those that could be candidates. */
function sizesOf({ nColumns }: SparseRows, { nCandidates }: ElasticOptions) {
  const most = Math.max(1, Math.min(nCandidates, nColumns));
  return { most, padded: most + (most % 2), room: ROOM * most };
}

/** Whether so much can be laid out. */
export function fitsElastic(gram: SparseRows, options: ElasticOptions, threads: number): boolean {
  const { padded, room } = sizesOf(gram, options);
  const perThread = gram.nColumns * 4 + room * 20 + padded * (padded * 16 + 120) + 2048;
  const indexes = longRows(gram).length * indexBytes(gram);
  return indexes + gram.columns.length * 12 + gram.nColumns * 16 + threads * perThread + 2 ** 16 < RESIDENT_BYTES;
}

/** Lays out what items are regressed with and room for each thread. */
export function layOutElastic(
  memory: WebAssembly.Memory,
  variant: Compiled,
  gram: SparseRows,
  diagonal: Float64Array,
  options: ElasticOptions,
  threads: number,
): ElasticMemory {
  const { l1, l2, tolerance, nonNegative, maxIterations, nWeights } = options;
  const kernels = kernelsOn(memory, variant);
  kernels.begin();
  const plan = kernels.room(PLAN_BYTES);
  const taken = kernels.put(new Int32Array(threads));
  const { most, padded, room } = sizesOf(gram, options);
  const scratches = Array.from({ length: threads }, () => layOutScratch(kernels, gram.nColumns, padded, room));
  const arrays = [gram.offsets, gram.columns, gram.values, diagonal].map((values) => kernels.put(values));
  arrays.push(putIndexes(kernels, gram));
  const numbers = [nonNegative ? 1 : 0, most, maxIterations, nWeights, room];
  kernels.view(Float64Array, plan, 3).set([l1, l2, tolerance]);
  kernels.view(Uint32Array, plan, PLAN_BYTES / 4).set([...arrays, ...numbers], 6);
  return { memory, variant, plan, scratches, taken };
}

/** Three numbers of eight bytes and ten of four, in whole vectors. */
const PLAN_BYTES = 64;

/** A row has an index where that takes less than the row itself. */
const LONG_SHARE = 1 / 32;

function longRows({ nRows, nColumns, offsets }: SparseRows): number[] {
  const least = Math.max(1, nColumns * LONG_SHARE);
  return Array.from({ length: nRows }, (_, row) => row).filter((row) => offsets[row + 1]! - offsets[row]! >= least);
}

const indexBytes = ({ nColumns }: SparseRows): number => Math.ceil(nColumns / 32) * 8;

/** Indexes of long rows: for every 32 columns a bit each, and the entry that the first of them is or would be. */
function putIndexes(kernels: Kernels, gram: SparseRows): Address {
  const { nRows, offsets, columns } = gram;
  const places = kernels.put(new Uint32Array(nRows));
  const nWords = indexBytes(gram) / 4;
  for (const row of longRows(gram)) {
    const at = kernels.room(nWords * 4);
    kernels.view(Uint32Array, places, nRows)[row] = at;
    const words = kernels.view(Uint32Array, at, nWords);
    let entry = offsets[row]!;
    for (let word = 0; word < nWords; word += 2) {
      words[word + 1] = entry;
      let bits = 0;
      for (; entry < offsets[row + 1]! && columns[entry]! < (word + 2) * 16; entry++)
        bits |= 1 << (columns[entry]! & 31);
      words[word] = bits;
    }
  }
  return places;
}

/** What was there before is wiped out where zeros are counted on. */
function layOutScratch(kernels: Kernels, nItems: number, n: number, room: number): ElasticScratch {
  const [places, integers, numbers] = [
    kernels.put(new Int32Array(nItems)),
    (size: number) => kernels.room(size * 4),
    (size: number) => kernels.room(size * 8),
  ];
  const [entries, worth, spare] = [integers(room), numbers(room), numbers(room)];
  const items = integers(n);
  const byPlace = Array.from({ length: 5 }, () => numbers(n));
  const order = integers(n);
  const rows = numbers(n * (n + 2));
  const isFilled = kernels.room(n);
  const active = [integers(n), numbers(n), numbers(n), numbers(n), numbers(n * n)];
  const all = [places, entries, worth, spare, items, ...byPlace, order, rows, isFilled, ...active];
  return { at: kernels.put(Uint32Array.from(all)), items: entries, weights: worth };
}
