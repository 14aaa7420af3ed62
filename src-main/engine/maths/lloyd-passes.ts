import { fitsResident, layOutLloyd, LLOYD_BLOCK, placeCentres, placeRows, type LloydMemory } from '../kernels/lloyd-memory.ts'; // prettier-ignore
import type { BlockPool } from '../kernels/pool.ts';
import { borrowMemory, returnMemory } from '../kernels/resident.ts';
import type { Matrix } from '../table/table.ts';
import { sharedMatrix } from './matrix.ts';
import { centreMoves, narrowCentres, narrowingFor } from './lloyd-centres.ts';

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
  /** Assigns and measures; its arrays are nobody else's. @throws cancelled */
  measure(centres: Float64Array): Promise<Assignment & Distances>;
  /** Ends the passes, so that others may use their memory. */
  close(): void;
}

type Rows = Matrix<Float64Array | Float32Array>;

/** @param x (nRows, nFeatures), finite; not changed before the passes are closed. */
export function lloydPasses(x: Rows, nClusters: number, pool: BlockPool): LloydPasses {
  const { nRows, nColumns: nFeatures } = x;
  const compiled = compiledPasses(x, nClusters, pool);
  const values = compiled ? compiled.values : sharedMatrix(x).values;
  const clusters = compiled?.clusters ?? new Int32Array(new SharedArrayBuffer(nRows * 4)).fill(-1);
  const sums = new Float64Array(nClusters * nFeatures);
  const counts = new Int32Array(nClusters);
  let arePlaced = values.length === 0;

  async function pass(centres: Float64Array, distances: Float64Array | null): Promise<number> {
    compiled?.begin(centres);
    const lloyd = compiled?.lloyd ?? null;
    const shared = { x: values, centres, nFeatures, nClusters, clusters, distances, lloyd, arePlaced };
    let inertia = 0;
    for (const block of await pool.run('assignRows', nRows, LLOYD_BLOCK, shared)) {
      for (let i = 0; i < sums.length; i++) sums[i]! += block.sums[i]!;
      for (let k = 0; k < nClusters; k++) counts[k]! += block.counts[k]!;
      inertia += block.inertia;
    }
    arePlaced = true;
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
      const own = new Int32Array(new SharedArrayBuffer(nRows * 4));
      own.set(clusters);
      return { clusters: own, sums: sums.slice(), counts: counts.slice(), distances, inertia };
    },
    close() {
      compiled?.close();
    },
  };
}

interface CompiledPasses {
  readonly lloyd: LloydMemory;
  readonly clusters: Int32Array;
  /** The rows that blocks are to place in the first pass; none where they stand there. */
  readonly values: Float64Array | Float32Array;
  /** To be called before each pass. */
  begin(centres: Float64Array): void;
  close(): void;
}

/** @returns null where plain loops are to run */
function compiledPasses(x: Rows, nClusters: number, pool: BlockPool): CompiledPasses | null {
  const { nRows, nColumns: nFeatures, values } = x;
  const { variant, threads } = pool;
  if (variant === 'plain' || nFeatures === 0 || nClusters === 0) return null;
  const narrowing = narrowingFor(x);
  const shape = { nRows, nFeatures, nClusters, width: values.BYTES_PER_ELEMENT, threads };
  if (!narrowing || !fitsResident(shape)) return null;
  const memory = borrowMemory(pool);
  const lloyd = layOutLloyd(memory, variant, shape, narrowing);
  // Blocks place what they can see.
  const isShared = values.buffer instanceof SharedArrayBuffer;
  if (!isShared) placeRows(lloyd, values, 0);
  const moves = centreMoves(nClusters, nFeatures, narrowing.scale);
  return {
    lloyd,
    clusters: new Int32Array(memory.buffer, lloyd.clusters, nRows),
    values: isShared ? values : values.slice(0, 0),
    begin(centres) {
      const isFirst = moves.isFirst();
      placeCentres(lloyd, { centres, ...narrowCentres(centres, nFeatures, narrowing), ...moves.add(centres) }, isFirst);
    },
    close: () => returnMemory(pool, memory),
  };
}
