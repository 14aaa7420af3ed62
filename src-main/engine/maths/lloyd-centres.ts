import type { LloydNarrowing, PassCentres } from '../kernels/lloyd-memory.ts';
import type { Matrix } from '../table/table.ts';
import { narrowingOf } from './narrowing.ts';

/** The largest power of two in single precision, nearly, and the smallest that is not denormal. */
const [MOST_SCALE, LEAST_SCALE] = [2 ** 126, 2 ** -126];

/** How rows become single precision, with a shift and a scale that rows of single precision lose nothing by. @returns null where they cannot */
export function narrowingFor(x: Matrix<Float64Array | Float32Array>): LloydNarrowing | null {
  const narrowing = narrowingOf(x);
  if (!narrowing || x.values instanceof Float64Array) return narrowing;
  const scale = Math.min(MOST_SCALE, Math.max(LEAST_SCALE, narrowing.scale));
  return { shift: Float32Array.from(narrowing.shift), scale };
}

const GROUP_CENTRES = 5;
/** Half the distance from 1 to the next number in single precision. */
const ROUNDING = 2 ** -24;

/**
 * How far off ‖c‖² − 2c·x may be, as shares of ‖x‖² and ‖c‖²: narrowing, and each of nFeatures sums, is off by at most a
 * rounding of what is summed so far, which is below ‖c‖² + 2‖c‖‖x‖ ≤ 3‖c‖² + ‖x‖² / 2.
 */
const rowErrorOf = (nFeatures: number): number => (nFeatures / 2 + 10) * ROUNDING;
const centreErrorOf = (nFeatures: number): number => (3 * nFeatures + 20) * ROUNDING;

/** Squared lengths of rows and centres together stay far below what single precision holds. */
const LONGEST = 1e37;

type NarrowCentres = Pick<PassCentres, 'narrowCentres' | 'centreNorms' | 'rowError' | 'centreError'>;

/** Centres as compiled loops compare rows with them. @param centres (nClusters, nFeatures) */
export function narrowCentres(
  centres: Float64Array,
  nFeatures: number,
  { shift, scale }: LloydNarrowing,
): NarrowCentres {
  const nClusters = centres.length / nFeatures;
  const nPadded = Math.ceil(nClusters / GROUP_CENTRES) * GROUP_CENTRES;
  const packed = new Float32Array(nPadded * nFeatures);
  const centreNorms = new Float32Array(nPadded).fill(Infinity);
  const error = centreErrorOf(nFeatures);
  let longest = 0;
  for (let k = 0; k < nClusters; k++) {
    const inGroup = k % GROUP_CENTRES;
    let norm = 0;
    for (let j = 0; j < nFeatures; j++) {
      const value = Math.fround((centres[k * nFeatures + j]! - shift[j]!) * scale);
      packed[(k - inGroup) * nFeatures + j * GROUP_CENTRES + inGroup] = -2 * value;
      norm += value * value;
    }
    centreNorms[k] = norm * (1 - error);
    // Of what is no number too.
    if (!(norm <= longest)) longest = norm;
  }
  return {
    narrowCentres: packed,
    centreNorms,
    // Both distances of a difference may be off; what the centre's own share of it hides is in the tenth. A centre beyond
    // single precision makes every row uncertain.
    rowError: longest < LONGEST ? 2.1 * rowErrorOf(nFeatures) : Infinity,
    centreError: 2.1 * error,
  };
}

/** Follows the centres from pass to pass, and tells what rows' gaps may have lost since the first. */
interface CentreMoves {
  /** Whether no centres were added yet. */
  isFirst(): boolean;
  add(centres: Float64Array): Pick<PassCentres, 'mostDrift' | 'leastDrift'>;
}

/** @param scale what distances are multiplied by */
export function centreMoves(nClusters: number, nFeatures: number, scale: number): CentreMoves {
  const drifted = new Float64Array(nClusters);
  let before: Float64Array | null = null;
  return {
    isFirst: () => before === null,
    add(centres) {
      if (before)
        addDrift(
          drifted,
          distancesBetween(centres, before, nFeatures).map((move) => move * scale * 1.000001),
        );
      before = centres.slice();
      // Rounded up, and rounded down.
      return {
        mostDrift: Float32Array.from(drifted, (value) => value * (1 + 4 * ROUNDING)),
        leastDrift: Float32Array.from(drifted, (value) => value * (1 - 4 * ROUNDING)),
      };
    },
  };
}

const distancesBetween = (a: Float64Array, b: Float64Array, nFeatures: number): Float64Array =>
  Float64Array.from({ length: a.length / nFeatures }, (_, k) => {
    let sum = 0;
    for (let at = k * nFeatures; at < (k + 1) * nFeatures; at++) sum += (a[at]! - b[at]!) ** 2;
    return Math.sqrt(sum);
  });

/** Adds the most that a row's gap may have lost: its own centre moved, and another towards it. */
function addDrift(drifted: Float64Array, moves: Float64Array): void {
  const farthest = moves.indexOf(Math.max(...moves));
  const next = Math.max(0, ...moves.filter((_, k) => k !== farthest));
  moves.forEach((move, k) => {
    drifted[k]! += move + (k === farthest ? next : moves[farthest]!);
  });
}
