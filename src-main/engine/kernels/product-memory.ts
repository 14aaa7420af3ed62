import type { SparseRows } from '../table/sparse.ts';
import type { Address } from './exports.ts';
import { kernelsOn, type Compiled, type Kernels } from './instance.ts';
import { RESIDENT_BYTES } from './resident.ts';
import { ROOM, type ProductMeasure, type ProductShared } from './product-rows.ts';

/** Two sparse matrices where the compiled loops of all threads reach them. */
export interface ProductMemory {
  readonly memory: WebAssembly.Memory;
  readonly variant: Compiled;
  /** Where what `assembly/sparse-products.ts` describes as a plan lies. */
  readonly plan: Address;
  /** One a thread, and which of them are in use. */
  readonly scratches: readonly ProductScratch[];
  readonly taken: Address;
}

/** What a block works in, and where the row that was made last lies. */
interface ProductScratch {
  readonly at: Address;
  readonly columns: Address;
  readonly values: Address;
}

const KINDS: Readonly<Record<ProductMeasure['kind'], number>> = { product: 0, scaled: 1, jaccard: 2 };

type Given = Omit<ProductShared, 'first' | 'resident'>;

/** How many values a row may have before the smallest are left out. */
const roomOf = ({ right: { nColumns }, most }: Given): number =>
  Math.max(1, most === null ? nColumns : ROOM * Math.min(most, nColumns));

/** Whether so much can be laid out. */
export function fitsProducts(given: Given, threads: number): boolean {
  const { left, right } = given;
  const bytesOf = (rows: SparseRows): number => rows.columns.length * 12 + rows.nRows * 4;
  const perThread = right.nColumns * 17 + roomOf(given) * 20 + 1024;
  const scales = (left.nRows + right.nColumns) * 8;
  return bytesOf(left) + bytesOf(right) + scales + threads * perThread + 2 ** 16 < RESIDENT_BYTES;
}

/** Lays out what is multiplied and room for each thread. */
export function layOutProducts(
  memory: WebAssembly.Memory,
  variant: Compiled,
  given: Given,
  threads: number,
): ProductMemory {
  const { left, right, measure, shrink, withSelf, most } = given;
  const kernels = kernelsOn(memory, variant);
  kernels.begin();
  const plan = kernels.room(PLAN_BYTES);
  const taken = kernels.put(new Int32Array(threads));
  const room = roomOf(given);
  const scratches = Array.from({ length: threads }, () => layOutScratch(kernels, right.nColumns, room));
  const [leftAt, rightAt] = [putRows(kernels, left), putRows(kernels, right)];
  const ones = (n: number): Float64Array => new Float64Array(n).fill(1);
  const rowScales = kernels.put(measure.kind === 'product' ? ones(left.nRows) : measure.rows);
  const columnScales = kernels.put(measure.kind === 'product' ? ones(right.nColumns) : measure.columns);
  const numbers = [...leftAt, ...rightAt, rowScales, columnScales, right.nColumns, KINDS[measure.kind], withSelf ? 1 : 0, most ?? 0, room]; // prettier-ignore
  kernels.view(Float64Array, plan, 2).set([measure.kind === 'scaled' ? measure.factor : 1, shrink]);
  kernels.view(Uint32Array, plan, PLAN_BYTES / 4).set(numbers, 4);
  return { memory, variant, plan, scratches, taken };
}

/** Two numbers of eight bytes and thirteen of four, in whole vectors. */
const PLAN_BYTES = 80;

function putRows(kernels: Kernels, { offsets, columns, values }: SparseRows): readonly Address[] {
  return [kernels.put(offsets), kernels.put(columns), kernels.put(values)];
}

/** What was there before is wiped out where zeros are counted on. */
function layOutScratch(kernels: Kernels, nColumns: number, room: number): ProductScratch {
  const product = kernels.put(new Float64Array(nColumns));
  const touched = kernels.room(nColumns * 8);
  const bits = kernels.put(new Float64Array(Math.ceil(nColumns / 64)));
  const columns = kernels.room(room * 4);
  const values = kernels.room(room * 8);
  const spare = kernels.room(room * 8);
  return { at: kernels.put(Uint32Array.of(product, touched, bits, columns, values, spare)), columns, values };
}
