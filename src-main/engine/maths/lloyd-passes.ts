import type { NarrowRows } from '../kernels/assign-rows.ts';
import type { BlockPool } from '../kernels/pool.ts';
import type { Matrix } from '../table/table.ts';
import { sharedMatrix } from './matrix.ts';
import { narrow, type Narrowing } from './narrowing.ts';

/** Rows a thread takes at a time. */
const BLOCK_ROWS = 8192;

/** Where rows stand after a pass. The arrays are those of the next pass too. */
export interface Assignment {
  /** The nearest centre of each row, of two equally near ones the first. */
  readonly clusters: Int32Array;
  /** Coordinates summed by cluster, (nClusters, nFeatures), and rows counted. */
  readonly sums: Float64Array;
  readonly counts: Int32Array;
}

/** Squared distances of the rows to their centres, and their sum. */
export interface Distances {
  readonly distances: Float64Array;
  readonly inertia: number;
}

/** Passes of Lloyd's algorithm over the same rows, each with the centres given. Results do not depend on threads. */
export interface LloydPasses {
  /** @throws cancelled */
  assign(centres: Float64Array): Promise<Assignment>;
  /** Assigns and measures. @throws cancelled */
  measure(centres: Float64Array): Promise<Assignment & Distances>;
}

/** @param x (nRows, nFeatures), finite. @throws cancelled */
export async function lloydPasses(
  x: Matrix<Float64Array | Float32Array>,
  nClusters: number,
  pool: BlockPool,
): Promise<LloydPasses> {
  const { nRows, nColumns: nFeatures } = x;
  const { values } = sharedMatrix(x);
  const canNarrow = pool.variant !== 'plain' && nFeatures > 0 && nClusters > 0;
  const narrowing = canNarrow ? await narrow({ ...x, values }, pool) : null;
  const gaps = new Float32Array(new SharedArrayBuffer(nRows * 4));
  const clusters = new Int32Array(new SharedArrayBuffer(nRows * 4)).fill(-1);
  const sums = new Float64Array(nClusters * nFeatures);
  const counts = new Int32Array(nClusters);
  let before: Float64Array | null = null;

  async function pass(centres: Float64Array, distances: Float64Array | null): Promise<number> {
    const narrowed = narrowing && { ...narrowing.rows, gaps, ...narrowCentres(centres, before, nFeatures, narrowing) };
    before = centres.slice();
    const shared = { x: values, centres, nFeatures, nClusters, clusters, distances, narrow: narrowed };
    let inertia = 0;
    for (const block of await pool.run('assignRows', nRows, BLOCK_ROWS, shared)) {
      for (let i = 0; i < sums.length; i++) sums[i]! += block.sums[i]!;
      for (let k = 0; k < nClusters; k++) counts[k]! += block.counts[k]!;
      inertia += block.inertia;
    }
    return inertia;
  }

  return {
    async assign(centres) {
      await pass(centres, null);
      return { clusters, sums, counts };
    },
    async measure(centres) {
      const distances = new Float64Array(new SharedArrayBuffer(nRows * 8));
      const inertia = await pass(centres, distances);
      return { clusters, sums, counts, distances, inertia };
    },
  };
}

const GROUP_CENTRES = 4;
/** Half the distance from 1 to the next number in single precision. */
const ROUNDING = 2 ** -24;

/**
 * How far off ‖c‖² − 2c·x may be, as shares of ‖x‖² and ‖c‖²: narrowing, and each of nFeatures sums, is off by at most a
 * rounding of what is summed so far, which is below ‖c‖² + 2‖c‖‖x‖ ≤ 3‖c‖² + ‖x‖² / 2.
 */
const rowErrorOf = (nFeatures: number): number => (nFeatures / 2 + 10) * ROUNDING;
const centreErrorOf = (nFeatures: number): number => (3 * nFeatures + 20) * ROUNDING;

function narrowCentres(
  centres: Float64Array,
  before: Float64Array | null,
  nFeatures: number,
  { shift, scale }: Narrowing,
): Pick<NarrowRows, 'centres' | 'centreNorms' | 'rowError' | 'centreError' | 'drift'> {
  const nClusters = centres.length / nFeatures;
  const nPadded = Math.ceil(nClusters / GROUP_CENTRES) * GROUP_CENTRES;
  const packed = new Float32Array(nPadded * nFeatures);
  const centreNorms = new Float32Array(nPadded).fill(Infinity);
  const error = centreErrorOf(nFeatures);
  for (let k = 0; k < nClusters; k++) {
    const inGroup = k % GROUP_CENTRES;
    let norm = 0;
    for (let j = 0; j < nFeatures; j++) {
      const value = Math.fround((centres[k * nFeatures + j]! - shift[j]!) * scale);
      packed[(k - inGroup) * nFeatures + j * GROUP_CENTRES + inGroup] = -2 * value;
      norm += value * value;
    }
    centreNorms[k] = norm * (1 - error);
  }
  return {
    centres: packed,
    centreNorms,
    // Both distances of a difference may be off; what the centre's own share of it hides is in the tenth.
    rowError: 2.1 * rowErrorOf(nFeatures),
    centreError: 2.1 * error,
    drift: driftOf(centres, before, nFeatures, { shift, scale }),
  };
}

/** The most that a row's gap may have lost: its own centre moved, and another towards it. */
function driftOf(
  centres: Float64Array,
  before: Float64Array | null,
  nFeatures: number,
  { shift, scale }: Pick<Narrowing, 'shift' | 'scale'>,
): Float32Array {
  const nClusters = centres.length / nFeatures;
  if (!before) return new Float32Array(nClusters);
  // A centre beyond single precision left gaps without end, from which nothing can be taken off.
  if (!areWithinReach(before, nFeatures, shift, scale)) return new Float32Array(nClusters).fill(Infinity);
  const moves = Float64Array.from({ length: nClusters }, (_, k) => {
    let sum = 0;
    for (let at = k * nFeatures; at < (k + 1) * nFeatures; at++) sum += (centres[at]! - before[at]!) ** 2;
    return Math.sqrt(sum) * scale * 1.000001;
  });
  const farthest = moves.indexOf(Math.max(...moves));
  const next = Math.max(0, ...moves.filter((_, k) => k !== farthest));
  return Float32Array.from(moves, (move, k) => move + (k === farthest ? next : moves[farthest]!));
}

/** Squared lengths of rows and centres together stay far below what single precision holds. */
const LONGEST = 1e37;

function areWithinReach(centres: Float64Array, nFeatures: number, shift: Float64Array, scale: number): boolean {
  for (let at = 0; at < centres.length; at += nFeatures) {
    let squared = 0;
    for (let j = 0; j < nFeatures; j++) squared += ((centres[at + j]! - shift[j]!) * scale) ** 2;
    if (!(squared < LONGEST)) return false;
  }
  return true;
}
