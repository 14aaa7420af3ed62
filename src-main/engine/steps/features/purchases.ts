import { codesOf } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { groupByKey } from '../entity-groups.ts';
import type { Pace } from '../pace.ts';
import { amountsOf, orderCodes } from '../order-lines.ts';

/** Who bought what and when: customers in key order, each with their orders by time and their lines. */
export interface Purchases {
  readonly keys: readonly string[];
  /** Orders of customer c stand at offsets[c] … offsets[c + 1). */
  readonly offsets: Int32Array;
  /** Of each order: the time of its first line, that line's row, its lines and pieces that are products, and its value. */
  readonly times: Float64Array;
  readonly rows: Int32Array;
  readonly lines: Float64Array;
  readonly quantities: Float64Array;
  readonly values: Float64Array;
  /** Rows of customer c stand at rowOffsets[c] … rowOffsets[c + 1) of lineRows; they are products that were bought. */
  readonly lineOffsets: Int32Array;
  readonly lineRows: Int32Array;
  /** How many lines each customer sent back, as far as this table says. */
  readonly returned: Int32Array;
  /** Whether any line of the table says that something was sent back. */
  readonly knowsReturns: boolean;
}

/** Whether a table says what its lines are worth. */
export const hasAmounts = (table: Table): boolean => (table.findRole('amount') ?? table.findRole('price')) !== null;

/** 1 for the rows whose item is no product, such as postage; null where there are none. */
export function servicesOf(table: Table): Uint8Array | null {
  const item = table.findRole('itemId');
  if (item?.type !== 'text' || table.notProducts.length === 0) return null;
  const named = new Set(table.notProducts);
  const { codes, dictionary } = codesOf(item);
  const flags = Uint8Array.from(dictionary, (id) => (named.has(id) ? 1 : 0));
  return Uint8Array.from(codes, (code) => (code < 0 ? 0 : flags[code]!));
}

/** One customer's orders while their lines are read. */
interface Draft {
  time: number;
  row: number;
  lines: number;
  quantity: number;
  value: number;
}

/**
 * Gathers lines into orders and orders into customers. Lines without a customer or a time, and those at or after a
 * date, count for nobody; a line below zero is something sent back.
 *
 * @param pace makes what is told of each customer done.
 */
export function readPurchases(table: Table, before: number, pace?: (nCustomers: number) => Pace): Purchases {
  const time = table.dateRole('time').values;
  const amounts = hasAmounts(table) ? amountsOf(table) : null;
  const quantity = table.findRole('quantity');
  const services = servicesOf(table);
  const codes = orderCodes(table);
  const groups = groupByKey(table.textRole('customerId'));
  const nLines = groups.rows.length;
  const out = {
    times: new Float64Array(nLines),
    rows: new Int32Array(nLines),
    lines: new Float64Array(nLines),
    quantities: new Float64Array(nLines),
    values: new Float64Array(nLines),
    lineRows: new Int32Array(nLines),
  };
  const keys: string[] = [];
  const [offsets, lineOffsets, returned] = [[0], [0], [] as number[]];
  let nOrders = 0;
  let nKept = 0;
  const pieces = (row: number): number => (quantity?.type === 'number' ? numberAt(quantity, row) : 1);
  const onward = pace?.(groups.keys.length);
  groups.keys.forEach((key, group) => {
    onward?.(group);
    const drafts = new Map<number, Draft>();
    let back = 0;
    for (let i = groups.offsets[group]!; i < groups.offsets[group + 1]!; i++) {
      const row = groups.rows[i]!;
      const at = time[row]!;
      if (!(at < before)) continue;
      const value = amounts ? amounts[row]! : 0;
      const count = pieces(row);
      const isService = services?.[row] === 1;
      if (count < 0 || value < 0) {
        if (!isService) back++;
        continue;
      }
      // A line without an order id is an order of its own.
      const code = codes[row]! >= 0 ? codes[row]! : -1 - row;
      let draft = drafts.get(code);
      if (!draft) drafts.set(code, (draft = { time: at, row, lines: 0, quantity: 0, value: 0 }));
      if (at < draft.time) Object.assign(draft, { time: at, row });
      if (!Number.isNaN(value)) draft.value += value;
      if (isService) continue;
      draft.lines++;
      if (!Number.isNaN(count)) draft.quantity += count;
      out.lineRows[nKept++] = row;
    }
    if (drafts.size === 0) return;
    for (const draft of [...drafts.values()].sort((a, b) => a.time - b.time || a.row - b.row)) {
      out.times[nOrders] = draft.time;
      out.rows[nOrders] = draft.row;
      out.lines[nOrders] = draft.lines;
      out.quantities[nOrders] = draft.quantity;
      out.values[nOrders++] = draft.value;
    }
    keys.push(key);
    offsets.push(nOrders);
    lineOffsets.push(nKept);
    returned.push(back);
  });
  return {
    keys,
    offsets: Int32Array.from(offsets),
    times: out.times.subarray(0, nOrders),
    rows: out.rows.subarray(0, nOrders),
    lines: out.lines.subarray(0, nOrders),
    quantities: out.quantities.subarray(0, nOrders),
    values: out.values.subarray(0, nOrders),
    lineOffsets: Int32Array.from(lineOffsets),
    lineRows: out.lineRows.subarray(0, nKept),
    returned: Int32Array.from(returned),
    knowsReturns: returned.some((count) => count > 0),
  };
}
