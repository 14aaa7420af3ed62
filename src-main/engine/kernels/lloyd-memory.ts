import type { Address } from './exports.ts';
import { kernelsOn, type Compiled, type Kernels } from './instance.ts';
import { RESIDENT_BYTES } from './resident.ts';
import { takePlace } from './scratches.ts';

/** Rows that a thread takes at a time. */
export const LLOYD_BLOCK = 8192;

const CENTRES_OF_GROUP = 5;
const ROWS_OF_PANEL = 8;
/** Panels that are packed one after another before they are measured. */
const PANELS_AHEAD = 4;

/** Rows, and what passes of Lloyd's algorithm keep about them, where the compiled loops of all threads reach them. */
export interface LloydMemory {
  readonly memory: WebAssembly.Memory;
  readonly variant: Compiled;
  /** Where what `assembly/lloyd-plan.ts` describes lies. */
  readonly plan: Address;
  readonly rows: Address;
  readonly clusters: Address;
  /** Written anew for every pass: see {@link PassCentres}. */
  readonly centres: Address;
  readonly narrowCentres: Address;
  readonly centreNorms: Address;
  readonly mostDrift: Address;
  readonly leastDrift: Address;
  /** One a thread, and which of them are in use. */
  readonly scratches: readonly Scratch[];
  readonly taken: Address;
}

/** What a block works in and writes; see `assembly/lloyd-plan.ts`. */
interface Scratch {
  readonly at: Address;
  readonly sums: Address;
  readonly counts: Address;
  readonly distances: Address;
}

/** How rows become single precision. */
export interface LloydNarrowing {
  readonly shift: Float64Array | Float32Array;
  readonly scale: number;
}

/** The centres of a pass. */
export interface PassCentres {
  /** (nClusters, nFeatures). */
  readonly centres: Float64Array;
  /** The most by which a difference of two squared distances may be wrong, as shares of the squared lengths of row and centre. */
  readonly rowError: number;
  readonly centreError: number;
  /** Groups of five narrowed centres times −2, (nGroups, nFeatures, 5), and their squared lengths less their share of the error. */
  readonly narrowCentres: Float32Array;
  readonly centreNorms: Float32Array;
  /** What a row's gap may have lost since the first pass, by cluster: rounded up, and rounded down. */
  readonly mostDrift: Float32Array;
  readonly leastDrift: Float32Array;
}

interface Shape {
  readonly nRows: number;
  readonly nFeatures: number;
  readonly nClusters: number;
  /** Bytes of a number of the rows. */
  readonly width: number;
  readonly threads: number;
}

const paddedClusters = (nClusters: number): number => Math.ceil(nClusters / CENTRES_OF_GROUP) * CENTRES_OF_GROUP;

/** Whether so much can be laid out. */
export function fitsResident({ nRows, nFeatures, nClusters, width, threads }: Shape): boolean {
  const perRow = nFeatures * width + 12;
  const perThread =
    nClusters * (nFeatures * 8 + 4) + LLOYD_BLOCK * 12 + PANELS_AHEAD * nFeatures * ROWS_OF_PANEL * 4 + 4096;
  const ofCentres = paddedClusters(nClusters) * (nFeatures * 12 + 12) + nFeatures * 8;
  return nRows * perRow + threads * perThread + ofCentres + 2 ** 16 < RESIDENT_BYTES;
}

/** Lays memory out; the rows are still to be placed. */
export function layOutLloyd(
  memory: WebAssembly.Memory,
  variant: Compiled,
  shape: Shape,
  { shift, scale }: LloydNarrowing,
): LloydMemory {
  const { nRows, nFeatures, nClusters, width, threads } = shape;
  const nPadded = paddedClusters(nClusters);
  const kernels = kernelsOn(memory, variant);
  kernels.begin();
  const plan = kernels.room(PLAN_NUMBERS * 4);
  const shiftAt = kernels.put(shift);
  const taken = kernels.put(new Int32Array(threads));
  const centres = kernels.room(nClusters * nFeatures * 8);
  const narrowCentres = kernels.room(nPadded * nFeatures * 4);
  const centreNorms = kernels.room(nPadded * 4);
  const mostDrift = kernels.room(nPadded * 4);
  const leastDrift = kernels.room(nPadded * 4);
  const scratches = Array.from({ length: threads }, () => layOutScratch(kernels, nFeatures, nClusters));
  const norms = kernels.room(nRows * 4);
  const gaps = kernels.room(nRows * 4);
  const clusters = kernels.room(nRows * 4);
  const rows = kernels.room(nRows * nFeatures * width);
  kernels.view(Int32Array, clusters, nRows).fill(-1);
  kernels.view(Float64Array, plan, 1)[0] = scale;
  kernels.view(Uint32Array, plan, PLAN_NUMBERS).set(
    [rows, nFeatures, nClusters, 1, shiftAt, norms, clusters, gaps, mostDrift, leastDrift, centres, narrowCentres, centreNorms, nPadded / CENTRES_OF_GROUP], // prettier-ignore
    2,
  );
  return {
    memory, variant, plan, rows, clusters, centres, narrowCentres, centreNorms, mostDrift, leastDrift, scratches, taken,
  }; // prettier-ignore
}

/** How many numbers of four bytes the plan has, and where among them it says whether a pass is the first, and its errors. */
const PLAN_NUMBERS = 18;
const IS_FIRST = 5;
const ERRORS = 16;

function layOutScratch(kernels: Kernels, nFeatures: number, nClusters: number): Scratch {
  const sums = kernels.room(nClusters * nFeatures * 8);
  const counts = kernels.room(nClusters * 4);
  const stale = kernels.room((LLOYD_BLOCK + ROWS_OF_PANEL) * 4);
  const panel = kernels.room(PANELS_AHEAD * nFeatures * ROWS_OF_PANEL * 4);
  const lanes = kernels.room(16);
  const distances = kernels.room(LLOYD_BLOCK * 8);
  return { at: kernels.put(Uint32Array.of(sums, counts, stale, panel, lanes, distances)), sums, counts, distances };
}

/** Says with which centres the next pass is. */
export function placeCentres(lloyd: LloydMemory, pass: PassCentres, isFirst: boolean): void {
  const kernels = kernelsOn(lloyd.memory, lloyd.variant);
  kernels.view(Uint32Array, lloyd.plan, PLAN_NUMBERS)[IS_FIRST] = isFirst ? 1 : 0;
  kernels.view(Float32Array, lloyd.plan, PLAN_NUMBERS).set([pass.rowError, pass.centreError], ERRORS);
  kernels.view(Float64Array, lloyd.centres, pass.centres.length).set(pass.centres);
  for (const name of ['narrowCentres', 'centreNorms', 'mostDrift', 'leastDrift'] as const)
    kernels.view(Float32Array, lloyd[name], pass[name].length).set(pass[name]);
}

/** Places numbers of the rows, the first of them the one of that number. */
export function placeRows({ memory, rows }: LloydMemory, values: Float64Array | Float32Array, first: number): void {
  const at = rows + first * values.BYTES_PER_ELEMENT;
  if (values instanceof Float32Array) new Float32Array(memory.buffer, at, values.length).set(values);
  else new Float64Array(memory.buffer, at, values.length).set(values);
}

/** A scratch that no other thread is in. */
export function takeScratch({ memory, scratches, taken }: LloydMemory): { scratch: Scratch; giveBack: () => void } {
  const { place, giveBack } = takePlace(memory, taken, scratches.length);
  return { scratch: scratches[place]!, giveBack };
}
