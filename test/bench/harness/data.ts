import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../../src-main/engine/maths/random.ts';
import type { BenchCase, Shape } from './case.ts';

/** Where the data of cases and the Python environment lie: ignored by everything, and gone with the packages. */
export const CACHE = path.resolve(import.meta.dirname, '../../../node_modules/.cache/bench');

/** The folder with a case's data, made where it is not there yet. */
export async function dataFolder(benchCase: BenchCase, shape: Shape): Promise<string> {
  const made = [benchCase.make.toString(), JSON.stringify(shape)].join('\n');
  const key = createHash('sha256').update(made).digest('hex').slice(0, 12);
  const folder = path.join(CACHE, 'data', `${benchCase.name}-${key}`);
  if (fs.existsSync(folder)) return folder;
  const fresh = `${folder}.${process.pid}`;
  fs.mkdirSync(fresh, { recursive: true });
  await benchCase.make(shape, fresh);
  fs.renameSync(fresh, folder);
  return folder;
}

type Numbers = Float64Array<ArrayBuffer> | Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>;

/** Writes an array as its bytes, which numpy reads with `fromfile`. */
export function writeArray(folder: string, name: string, values: Numbers): void {
  fs.writeFileSync(path.join(folder, `${name}.bin`), values);
}

const arrayTypes = {
  f32: (buffer: SharedArrayBuffer) => new Float32Array(buffer),
  f64: (buffer: SharedArrayBuffer) => new Float64Array(buffer),
  i32: (buffer: SharedArrayBuffer) => new Int32Array(buffer),
} as const;
type ArrayOf<T extends keyof typeof arrayTypes> = ReturnType<(typeof arrayTypes)[T]>;

/** Reads an array into shared memory, where columns of the product lie too. */
export function readArray<T extends keyof typeof arrayTypes>(folder: string, name: string, type: T): ArrayOf<T> {
  const bytes = fs.readFileSync(path.join(folder, `${name}.bin`));
  const buffer = new SharedArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return arrayTypes[type](buffer) as ArrayOf<T>;
}

/** Rows around centres that overlap somewhat, so that k-means goes on for many passes, with the centre of each row. */
export function blobs(
  nRows: number,
  nColumns: number,
  nGroups: number,
  seed: number,
): { values: Float32Array<ArrayBuffer>; groups: Int32Array<ArrayBuffer> } {
  const random = seededRandom(seed);
  const centres = Float64Array.from({ length: nGroups * nColumns }, () => random.normal() * 2);
  const values = new Float32Array(nRows * nColumns);
  const groups = new Int32Array(nRows);
  for (let row = 0; row < nRows; row++) {
    const group = random.integer(nGroups);
    groups[row] = group;
    for (let j = 0; j < nColumns; j++)
      values[row * nColumns + j] = centres[group * nColumns + j]! + random.normal() * 2;
  }
  return { values, groups };
}
