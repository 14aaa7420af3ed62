import { countByCode, sumByCode } from '../../table/by-code.ts';
import { rankKeys } from '../../table/ranked-keys.ts';
import { doublesOf } from '../../table/numbers.ts';
import type { Table } from '../../table/table.ts';
import { hasAmounts } from '../features/purchases.ts';
import { amountsOf } from '../order-lines.ts';

/** Order lines as a target reads them. */
export interface TargetLines {
  /** Of each row the place of its customer in `keys`; −1 where it has none. */
  readonly codes: Int32Array;
  readonly keys: readonly string[];
  readonly times: Float64Array;
  /** 1 where something was sent back. */
  readonly isBack: Uint8Array;
  /** What each line is worth; null where the table does not say. */
  readonly amounts: Float64Array | null;
}

/** Reads order lines; one below zero is something sent back. @throws missing-role, wrong-column-type */
export function readLines(orders: Table): TargetLines {
  const { codes, keys } = rankKeys(orders.textRole('customerId'));
  const quantity = orders.findRole('quantity');
  const quantities = quantity?.type === 'number' ? doublesOf(quantity) : null;
  const amounts = hasAmounts(orders) ? amountsOf(orders) : null;
  const isBack = new Uint8Array(codes.length);
  for (let row = 0; row < isBack.length; row++)
    if ((quantities && quantities[row]! < 0) || (amounts && amounts[row]! < 0)) isBack[row] = 1;
  return { codes, keys, times: orders.dateRole('time').values, isBack, amounts };
}

/** Whether a row counts. */
type Counts = (row: number) => boolean;

function codesWithin({ codes, times }: TargetLines, from: number, to: number, counts: Counts): Int32Array {
  const within = new Int32Array(codes.length).fill(-1);
  for (let row = 0; row < within.length; row++)
    if (times[row]! >= from && times[row]! < to && counts(row)) within[row] = codes[row]!;
  return within;
}

/** How many of each customer's rows lie within [from, to) and count; by the customer's place in `keys`. */
export const countWithin = (lines: TargetLines, from: number, to: number, counts: Counts): Int32Array =>
  countByCode(codesWithin(lines, from, to, counts), lines.keys.length);

/** What each customer's rows within [from, to) are worth in all. */
export const spendWithin = (lines: TargetLines, from: number, to: number, counts: Counts): Float64Array =>
  sumByCode(
    codesWithin(lines, from, to, counts),
    lines.keys.length,
    lines.amounts ?? new Float64Array(lines.codes.length),
  );

/** When each customer's first row within [from, to) came that counts; NaN where none did. */
export function firstWithin(lines: TargetLines, from: number, to: number, counts: Counts): Float64Array {
  const first = new Float64Array(lines.keys.length).fill(NaN);
  const within = codesWithin(lines, from, to, counts);
  for (let row = 0; row < within.length; row++) {
    const code = within[row]!;
    if (code >= 0 && !(first[code]! <= lines.times[row]!)) first[code] = lines.times[row]!;
  }
  return first;
}
