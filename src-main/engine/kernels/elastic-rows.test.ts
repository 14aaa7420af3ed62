import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SparseRows } from '../table/sparse.ts';
import { layOutElastic } from './elastic-memory.ts';
import { elasticRows, type ElasticOptions } from './elastic-rows.ts';
import { newMemory } from './instance.ts';

/** So many that rows of few items have no index and others do. */
const N_ITEMS = 130;

type User = readonly (readonly [number, number])[];

/** What users have, a user some items: of the first ones often. */
const users = fc.array(
  fc.uniqueArray(
    fc.tuple(fc.oneof(fc.nat(9), fc.nat(N_ITEMS - 1)), fc.constantFrom(1, 1, 2, 0.5)),
    { selector: ([item]) => item, maxLength: 9 },
  ),
  { minLength: 1, maxLength: 12 },
); // prettier-ignore

/** The items' products by their definition. */
function gramOf(given: readonly User[]): { gram: SparseRows; diagonal: Float64Array; dense: Float64Array[] } {
  const dense = Array.from({ length: N_ITEMS }, () => new Float64Array(N_ITEMS));
  for (const user of given) for (const [a, x] of user) for (const [b, y] of user) dense[a]![b]! += x * y;
  const lists = dense.map((row) => Array.from(row.keys()).filter((item) => row[item] !== 0));
  const offsets = new Int32Array(N_ITEMS + 1);
  lists.forEach((list, item) => (offsets[item + 1] = offsets[item]! + list.length));
  const values = Float64Array.from(lists.flatMap((list, item) => list.map((other) => dense[item]![other]!)));
  const gram = { nRows: N_ITEMS, nColumns: N_ITEMS, offsets, columns: Int32Array.from(lists.flat()), values };
  return { gram, diagonal: Float64Array.from(dense, (row, item) => row[item]!), dense };
}

const memories = { simd: newMemory(2 ** 26), relaxed: newMemory(2 ** 26) };

function weightsOf(variant: 'plain' | 'simd' | 'relaxed', given: readonly User[], options: ElasticOptions) {
  const { gram, diagonal } = gramOf(given);
  const resident = variant === 'plain' ? null : layOutElastic(memories[variant], variant, gram, diagonal, options, 1);
  const shared = { ...options, gram, diagonal, resident };
  // What one block leaves behind is nothing to the next.
  return [elasticRows(0, 5, { ...shared, first: 0 }), elasticRows(0, N_ITEMS - 5, { ...shared, first: 5 })];
}

const options = fc.record({
  l1: fc.constantFrom(0, 0.1, 1),
  l2: fc.constantFrom(0.5, 3),
  nonNegative: fc.boolean(),
  nCandidates: fc.constantFrom(1, 3, 6, 200),
  maxIterations: fc.constantFrom(1, 4, 300),
  tolerance: fc.constantFrom(1e-2, 1e-9),
  nWeights: fc.constantFrom(1, 2, 5, 200),
});

it.each(['simd', 'relaxed'] as const)('regresses items on others to the byte as plain loops do, %s', (variant) => {
  fc.assert(
    fc.property(users, options, (given, chosen) => {
      expect(weightsOf(variant, given, chosen)).toEqual(weightsOf('plain', given, chosen));
    }),
    { numRuns: 60 },
  );
});

it.each(['plain', 'relaxed'] as const)('comes to where no weight can gain by moving, %s', (variant) => {
  const free = { nCandidates: N_ITEMS, maxIterations: 20_000, tolerance: 1e-13, nWeights: N_ITEMS };
  fc.assert(
    fc.property(users, fc.boolean(), (given, nonNegative) => {
      const [l1, l2] = [0.3, 0.7];
      const { dense } = gramOf(given);
      const made = weightsOf(variant, given, { ...free, l1, l2, nonNegative });
      let item = 0;
      for (const { counts, columns, values } of made) {
        let at = 0;
        for (const count of counts) {
          const weights = new Float64Array(N_ITEMS);
          for (const end = at + count; at < end; at++) weights[columns[at]!] = values[at]!;
          weights.forEach((weight, other) => {
            const product = dense[item]![other]!;
            // Those that explain nothing alone are no candidates.
            if (other === item || !((nonNegative ? product : Math.abs(product)) > l1)) return expect(weight).toBe(0);
            const left = weights.reduce((sum, w, k) => sum - w * dense[other]![k]!, product);
            if (weight !== 0) expect(left - l2 * weight).toBeCloseTo(l1 * Math.sign(weight), 8);
            else expect(nonNegative ? left : Math.abs(left)).toBeLessThanOrEqual(l1 + 1e-8);
          });
          item++;
        }
      }
      expect(item).toBe(N_ITEMS);
    }),
    { numRuns: 4 },
  );
});
