import type { Matrix } from '../../table/table.ts';

/** Beyond, squares of distances overflow. */
const LARGEST = 1e140;

/** What a table's numbers are multiplied by, so that the squares of their distances are numbers; 1 but for huge ones. */
export function boundOf({ values }: Matrix): number {
  let largest = 0;
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  return largest > LARGEST ? LARGEST / largest : 1;
}

/** The table multiplied. */
export function bounded(x: Matrix, scale: number): Matrix {
  return scale === 1 ? x : { ...x, values: x.values.map((value) => value * scale) };
}
