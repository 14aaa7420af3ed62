import { expect, it } from 'vitest';
import { formatLabel } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import { parametersOf } from '../define.ts';
import { cells, readGolden, tableOf, testContext } from '../testing.ts';
import { compareClusterings } from './compare.ts';

const grouping = (ids: readonly string[], cluster: readonly (number | string | null)[]) =>
  tableOf({ customer_id: { values: ids, role: 'customerId' }, cluster }, { entity: 'customer' });

type Outputs = Exclude<ReturnType<typeof compareClusterings.run>, Promise<unknown>>;
function run(first: Table, second: Table, given: Record<string, unknown> = {}) {
  const context = testContext();
  return {
    context,
    outputs: compareClusterings.run(context, { first, second }, parametersOf(compareClusterings, given)) as Outputs,
  };
}

it('agrees with scikit-learn, whatever the order of rows', () => {
  const { a, b } = readGolden('cluster.two-groupings') as { a: number[]; b: number[] };
  const ids = a.map((_, i) => `顾客${i}`);
  const { outputs } = run(grouping(ids, a), grouping(ids.toReversed(), b.toReversed()));
  const golden = readGolden('cluster.agreement');
  expect(outputs.adjustedRand).toBeCloseTo(golden.adjusted_rand![0] as number, 12);
  expect(outputs.adjustedMutualInformation).toBeCloseTo(golden.adjusted_mutual_information![0] as number, 10);
  expect(outputs.vMeasure).toBeCloseTo(golden.v_measure![0] as number, 12);
  expect(outputs.compared).toBe(200);
});

it('says who left the way of their group', () => {
  const ids = ['a', 'b', 'c', 'd', 'e'];
  const { outputs } = run(grouping(ids, [0, 0, 0, 1, 1]), grouping(ids, ['x', 'x', 'y', 'y', 'y']));
  expect(cells(outputs.moves, 'changed')).toEqual([false, false, true, false, false]);
  expect(formatLabel(outputs.flow!.title, 'en')).toBe('Of the rows in cluster 0, 67% are in cluster x');
});

it('leaves out rows without a partner or a group, and says how many', () => {
  const { context, outputs } = run(grouping(['a', 'b', 'c'], [0, 1, null]), grouping(['b', 'c', 'd'], [5, 5, 6]));
  expect(outputs.compared).toBe(1);
  expect(formatLabel(context.said.warnings[0]!, 'en')).toBe(
    '2 rows of the first table and 2 of the second have no partner and were left out.',
  );
});

it('refuses groupings that share no row', () => {
  expect(() => run(grouping(['a'], [0]), grouping(['b'], [0]))).toThrow(
    expect.objectContaining({ code: 'no-usable-rows' }) as Error,
  );
});
