import { afterAll, describe, expect, it } from 'vitest';
import type { Table } from '../../table/table.ts';
import { listSteps, requireStep } from '../registry.ts';
import { cells, closeTestPools, tableOf, testContext } from '../testing.ts';
import { run } from './fixtures.ts';

/** What must hold of every recommender that trains without the tensor process; those have checks of their own. */
const recommenders = listSteps()
  .filter(({ task, form }) => task === 'recommend' && form === 'fit')
  .map(({ id }) => id)
  .filter((id) => !requireStep(id).definition.tensor);

/** One list for everyone, or only what was bought before: they have no tastes to tell. */
const TASTELESS = ['popular', 'trending', 'recent', 'buy-again'].map((name) => `recommend.${name}`);
/** With so little to learn from, steps have to be more, or tastes fewer, than by default. */
const SETTINGS: Readonly<Record<string, Record<string, unknown>>> = {
  'recommend.als': { factors: 4 },
  'recommend.bpr': { factors: 8, epochs: 100 },
  'recommend.logistic-mf': { factors: 4 },
  'recommend.pure-svd': { factors: 2 },
  'recommend.nmf': { factors: 2 },
  'recommend.spectral': { factors: 2 },
  'recommend.rated': { factors: 2 },
  'recommend.funk-svd': { factors: 4, epochs: 100, learningRate: 0.05 },
  'recommend.slope-one': { scheme: 'bi-polar', minRaters: 1 },
  'recommend.fm': { factors: 4, epochs: 60 },
  'recommend.slim': { l1: 0.001, l2: 0.01 },
};

const readsRatings = (id: string): boolean => {
  const port = requireStep(id).definition.needs.interactions;
  return port?.kind === 'table' && port.roles.includes('rating');
};

interface Cell {
  readonly who: number;
  readonly item: number;
  readonly quantity?: number;
}

const SIDE = 12;
/** Who sits on a colour of the board buys the items of that colour; one of them has not bought one yet. */
const board: Cell[] = Array.from({ length: SIDE * SIDE }, (_, at) => ({
  who: Math.floor(at / SIDE),
  item: at % SIDE,
})).filter(({ who, item }) => (who + item) % 2 === 0 && !(who === 0 && item === 0));

function tableFrom(all: readonly Cell[]): Table {
  const day = ({ who, item }: Cell) => 1 + ((who * 5 + item * 3) % 28);
  return tableOf({
    order: { values: all.map(({ who, item }) => `${who}-${item}`), role: 'orderId' },
    customer: { values: all.map(({ who }) => `c${String(who).padStart(2, '0')}`), role: 'customerId' },
    item: { values: all.map(({ item }) => `i${String(item).padStart(2, '0')}`), role: 'itemId' },
    category: { values: all.map(({ item }) => (item % 2 === 0 ? 'white' : 'black')), role: 'category' },
    time: { values: all.map((cell) => `2024-01-${String(day(cell)).padStart(2, '0')}T12:00:00`), role: 'time', date: true }, // prettier-ignore
    quantity: { values: all.map(({ quantity = 1 }) => quantity), role: 'quantity' },
    rating: { values: all.map(({ who, item }) => ((who + item) % 2 === 0 ? 5 : 1)), role: 'rating' },
  });
}

interface Listed {
  readonly customer: unknown;
  readonly item: unknown;
  readonly score: number;
}

async function listsOf(
  id: string,
  table: Table,
  given: Record<string, unknown> = {},
  customers: Table[] = [],
): Promise<Listed[]> {
  const parameters = { nReasons: 0, ...(SETTINGS[id] ?? {}), ...given };
  const out = await run(id, { interactions: [table], customers }, parameters, testContext({ seed: 2 }));
  const lists = out.recommendations as Table;
  const [customer, item, score] = ['customer_id', 'item_id', 'score'].map((name) => cells(lists, name));
  return Array.from({ length: lists.nRows }, (_, row) => ({ customer: customer![row], item: item![row], score: score![row] as number })); // prettier-ignore
}

afterAll(closeTestPools);

describe.each(recommenders)('%s', (id) => {
  it.skipIf(TASTELESS.includes(id))('recommends the cell first that was taken from a checkerboard', async () => {
    // Ratings of the other colour are what a model of ratings learns dislike from.
    const all = readsRatings(id) ? withDislikes() : board;
    const lists = await listsOf(id, tableFrom(all));
    expect(lists.find(({ customer }) => customer === 'c00')?.item).toBe('i00');
  });

  it('never shows what is excluded, sorts by score, and serves nobody it does not know anything of twice', async () => {
    const customers = tableOf({ who: { values: ['c03', 'stranger'], role: 'customerId' } }, { entity: 'customer' });
    const lists = await listsOf(id, tableFrom(board), { excludeItems: ['i01', 'i04'] }, [customers]);
    expect(lists.filter(({ item }) => item === 'i01' || item === 'i04')).toEqual([]);
    lists.forEach(({ customer, score }, row) => {
      if (row > 0 && lists[row - 1]!.customer === customer) expect(score).toBeLessThanOrEqual(lists[row - 1]!.score);
    });
    expect(new Set(lists.map(({ customer, item }) => `${String(customer)} ${String(item)}`)).size).toBe(lists.length);
  });

  it('reads rows given back or of nothing as if they were not there', async () => {
    const returned = [...board, { who: 1, item: 0, quantity: -1 }, { who: 2, item: 1, quantity: 0 }];
    expect(await listsOf(id, tableFrom(returned))).toEqual(await listsOf(id, tableFrom(board)));
  });
});

/** The board with half of the other colour rated low. */
const withDislikes = (): Cell[] => [
  ...board,
  ...Array.from({ length: SIDE * SIDE }, (_, at) => ({ who: Math.floor(at / SIDE), item: at % SIDE })).filter(
    ({ who, item }) => (who + item) % 2 === 1 && (who * 7 + item) % 4 < 2,
  ),
];
