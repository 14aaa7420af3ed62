import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SparseRows } from '../table/sparse.ts';
import { newMemory } from './instance.ts';
import { layOutProducts } from './product-memory.ts';
import { productRows, type ProductShared } from './product-rows.ts';

const COLUMNS = 70;

type Entries = readonly (readonly [number, number])[];

/** Rows of columns with their values, in any order. */
function sparseOf(rows: readonly Entries[], nColumns: number): SparseRows {
  const sorted = rows.map((row) => [...row].sort((a, b) => a[0] - b[0]));
  const offsets = Int32Array.from([0, ...sorted.map((_, i) => sorted.slice(0, i + 1).flat().length)]);
  const columns = Int32Array.from(sorted.flat(), ([column]) => column);
  const values = Float64Array.from(sorted.flat(), ([, value]) => value);
  return { nRows: rows.length, nColumns, offsets, columns, values };
}

type Given = Omit<ProductShared, 'first' | 'resident'>;

/** Few values, so that sums cancel and many are equal; a zero may be stored. */
const stored = (isPositive: boolean) => fc.constantFrom(...(isPositive ? [0, 1, 1, 2, 0.5] : [0, 1, -1, 2, 0.5]));

const matrix = (nRows: number, nColumns: number, isPositive: boolean) =>
  fc
    .array(fc.uniqueArray(fc.tuple(fc.nat(nColumns - 1), stored(isPositive)), { selector: ([column]) => column, maxLength: 40 }), {
      minLength: nRows,
      maxLength: nRows,
    })
    .map((rows) => sparseOf(rows, nColumns)); // prettier-ignore

const scales = (n: number) => fc.array(fc.constantFrom(8, 8, 9, 12.5), { minLength: n, maxLength: n });

/** Products whose rows keep their largest values, of what is never below zero, and products that are kept whole. */
const cases = fc
  .record({
    most: fc.option(fc.integer({ min: 1, max: 9 })),
    kind: fc.constantFrom('product', 'scaled', 'jaccard'),
    shrink: fc.constantFrom(0, 1.5),
    withSelf: fc.boolean(),
  })
  .chain(({ most, kind, shrink, withSelf }) =>
    fc
      .tuple(matrix(4, 6, most !== null), matrix(6, COLUMNS, most !== null), scales(4), scales(COLUMNS))
      .map(([left, right, ofRows, ofColumns]): Given => {
        const [rows, columns] = [Float64Array.from(ofRows, (v) => v * 9), Float64Array.from(ofColumns, (v) => v * 9)];
        const measures = {
          product: { kind: 'product' },
          scaled: { kind: 'scaled', factor: 3, rows, columns },
          jaccard: { kind: 'jaccard', rows, columns },
        } as const;
        return { left, right, measure: measures[kind], shrink, withSelf, most };
      }),
  );

/** Every value by its definition, then the largest: of equal ones the first. */
function byDefinition({ left, right, measure, shrink, withSelf, most }: Given): Entries[] {
  const dense = (rows: typeof left, row: number): number[] => {
    const values = new Array<number>(rows.nColumns).fill(0);
    for (let at = rows.offsets[row]!; at < rows.offsets[row + 1]!; at++) values[rows.columns[at]!] = rows.values[at]!;
    return values;
  };
  const middle = Array.from({ length: right.nRows }, (_, row) => dense(right, row));
  return Array.from({ length: left.nRows }, (_, row) => {
    const weights = dense(left, row);
    const found = Array.from({ length: right.nColumns }, (_unused, column) => {
      const both = weights.reduce((sum, weight, m) => sum + weight * middle[m]![column]!, 0);
      if (both === 0 || (column === row && !withSelf)) return null;
      let value = both;
      if (measure.kind === 'scaled') value = (both * measure.factor) / (measure.rows[row]! * measure.columns[column]!);
      if (measure.kind === 'jaccard') value = both / (measure.rows[row]! + measure.columns[column]! - both);
      return [column, shrink === 0 ? value : (value * both) / (both + shrink)] as const;
    }).filter((entry) => entry !== null);
    if (most === null) return found;
    const ranked = found.filter(([, value]) => value > 0).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return ranked.slice(0, most).sort((a, b) => a[0] - b[0]);
  });
}

const memories = { simd: newMemory(2 ** 24), relaxed: newMemory(2 ** 24) };

it.each(['plain', 'simd', 'relaxed'] as const)('keeps the largest values of each row of a product, %s', (variant) => {
  fc.assert(
    fc.property(cases, (given) => {
      const resident = variant === 'plain' ? null : layOutProducts(memories[variant], variant, given, 1);
      // A block of its own: what one leaves behind is nothing to the next.
      const blocks = [productRows(0, 1, { ...given, first: 0, resident }), productRows(0, 3, { ...given, first: 1, resident })];
      const entries = blocks.flatMap(({ columns, values }) => Array.from(columns, (c, at) => [c, values[at]!] as const));
      const expected = byDefinition(given);
      expect(blocks.flatMap(({ counts }) => Array.from(counts))).toEqual(expected.map((row) => row.length));
      expect(entries).toEqual(expected.flat());
    }),
    { numRuns: 150 },
  );
}); // prettier-ignore

it('keeps the first of values that are equal, however late they come', () => {
  const n = 500;
  const every = (first: number): Entries => Array.from({ length: n / 2 }, (_, i) => [2 * i + first, 1]);
  const right = sparseOf([every(1), every(0)], n);
  const left = sparseOf([[0, 1].map((middle) => [middle, 1] as const)], 2);
  const given = { left, right, measure: { kind: 'product' }, shrink: 0, withSelf: true, most: 60 } as const;
  for (const variant of ['simd', 'relaxed'] as const) {
    const resident = layOutProducts(memories[variant], variant, given, 1);
    const { columns } = productRows(0, 1, { ...given, first: 0, resident });
    expect(Array.from(columns)).toEqual(Array.from({ length: 60 }, (_, column) => column));
  }
});
