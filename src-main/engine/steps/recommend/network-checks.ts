import { expect } from 'vitest';
import type { Table } from '../../table/table.ts';
import { cells, tableOf } from '../testing.ts';
import { checkerboard, LETTERS, run } from './fixtures.ts';
import type { Reason } from './reasons.ts';

/** The parts of each reason sum to the score beside it, within a tolerance, and each is said in both languages. */
export function expectReasonsToSum(list: Table, within: number): void {
  const scores = cells(list, 'score');
  cells(list, 'reason').forEach((cell, row) => {
    const { parts, en, zh } = JSON.parse(String(cell)) as Reason;
    const others = parts.slice(0, -1).reduce((sum, { share }) => sum + share, 0);
    // The last part takes up what rounding leaves: it has to be a part like any other.
    expect(Math.abs(Number(scores[row]) - others - parts.at(-1)!.share)).toBeLessThan(within);
    expect(parts.length).toBeLessThanOrEqual(6);
    expect(en).toMatch(/^(Follows from “|Suits)/);
    expect(zh).toMatch(/而来$|顾客$/);
  });
}

/** Items that nobody bought and customers who bought nothing are told apart by what they are; of whom nothing is known gets nothing. */
export async function expectPlacedByFeatures(id: string, parameters: Readonly<Record<string, unknown>>): Promise<void> {
  const products = tableOf({
    id: { values: Array.from(`${LETTERS}xy`), role: 'itemId' },
    category: { values: [...Array.from(LETTERS, (_, i) => (i % 2 ? 'K' : 'T')), 'T', 'K'], role: 'category' },
  });
  const who = Array.from({ length: 48 }, (_, u) => `顾客${String(u).padStart(2, '0')}`);
  const features = tableOf(
    {
      who: { values: [...who, 'eve', 'fay'], role: 'customerId' },
      kind: [...who.map((_, u) => (u % 2 ? 'kettle' : 'tea')), 'tea', 'kettle'],
    },
    { entity: 'customer' },
  );
  const customers = tableOf({ who: { values: ['顾客00', '顾客01', 'eve', 'fay', 'nobody'], role: 'customerId' } });
  const inputs = { interactions: [checkerboard()], products: [products], features: [features], customers: [customers] };
  const out = await run(id, inputs, { ...parameters, dropout: 0.5, topK: 7, excludeSeen: false });
  const table = out.recommendations as Table;
  const listOf = (customer: string) =>
    cells(table, 'item_id').filter((_, row) => cells(table, 'customer_id')[row] === customer);
  const ofKind = (customer: string, letterSet: string) =>
    listOf(customer).filter((item) => letterSet.includes(String(item))).length;
  expect(ofKind('顾客00', 'acegikx')).toBe(7);
  expect(ofKind('顾客01', 'bdfhjly')).toBe(7);
  expect(ofKind('eve', 'acegikx')).toBe(7);
  expect(ofKind('fay', 'bdfhjly')).toBe(7);
  expect(listOf('nobody')).toEqual([]);
}

/** Lists of a checkerboard’s customers from which `c` is excluded: all other items, the best first. */
export function expectSortedWithout(list: Table): void {
  const [ranks, scores] = [cells(list, 'rank'), cells(list, 'score') as number[]];
  expect(cells(list, 'item_id')).not.toContain('c');
  expect(list.nRows).toBe(48 * 11);
  for (let row = 1; row < list.nRows; row++)
    if (ranks[row] !== 1) expect(scores[row]).toBeLessThanOrEqual(scores[row - 1]!);
}
