import { ClienteleError } from '../../../contract/errors.ts';
import { formatText, type MessageValues, type Text } from '../../../contract/text.ts';
import { codesOf } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';

const DAY_MS = 86_400_000;

/** Interactions on the two sides of a moment. */
export interface TimeSplit {
  /** Epoch milliseconds: what is earlier is for training, the rest for testing. */
  readonly cut: number;
  readonly train: Table;
  readonly test: Table;
  /** Rows without a time, which belong to neither side. */
  readonly nUndated: number;
  /** Orders with lines on both sides of the cut: they are wholly for testing, so that no basket gives away its other part. */
  readonly nTorn: number;
}

const refusals = {
  undated: { en: 'no row has a time', zh: '没有任何一行带有时间' },
  before: {
    en: 'the cut {cut} leaves nothing to learn from; the first row is of {first}',
    zh: '划分时间 {cut} 之前没有可供学习的数据；第一行的时间为 {first}',
  },
  after: {
    en: 'the cut {cut} leaves nothing to test on; the last row is of {last}',
    zh: '划分时间 {cut} 之后没有可供测试的数据；最后一行的时间为 {last}',
  },
  orders: {
    en: 'every order before the cut {cut} goes on after it, so that nothing is left to learn from',
    zh: '划分时间 {cut} 之前的订单在此之后都还有明细，没有可供学习的数据',
  },
  customers: {
    en: 'no customer of the time before {cut} has a purchase after it that could be predicted',
    zh: '{cut} 之前的顾客在此之后没有任何可预测的购买',
  },
  'nothing-held': {
    en: 'no customer has two items or occasions, one to learn from and one to test on',
    zh: '没有任何顾客拥有两件商品或两次购买，无法一部分用于学习、一部分用于检验',
  },
  'no-target': {
    en: 'no customer has a purchase for testing that could be predicted',
    zh: '没有任何顾客有可供预测的检验购买',
  },
  'no-column': { en: 'choose the column that says what is for testing', zh: '请选择标明检验部分的列' },
  told: {
    en: '{count} of the purchases for testing are in the part for learning too: same customer, item and occasion. Remove the copies with “Clean interactions”, or split by time',
    zh: '有 {count} 笔用于检验的购买同时出现在学习部分：顾客、商品和时间都相同。请先用“清理交互记录”去重，或按时间划分',
  },
} satisfies Record<string, Text>;

/** The error of a split that says nothing, or too much, with its reason. */
export function refuseSplit(why: keyof typeof refusals, values: MessageValues = {}): ClienteleError {
  const text = refusals[why];
  return new ClienteleError('leaking-split', {
    detail: { en: formatText(text, values, 'en'), zh: formatText(text, values, 'zh') },
  });
}

/**
 * The default cut: the beginning of the day after which the last share of the time span lies.
 *
 * @throws leaking-split where no row has a time.
 */
export function defaultCut(table: Table, testShare: number): number {
  const { first, last } = timeRange(table);
  const at = last - testShare * (last - first);
  const day = Math.floor(at / DAY_MS) * DAY_MS;
  return day > first ? day : at;
}

function timeRange(table: Table): { first: number; last: number } {
  const time = table.dateRole('time');
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < time.length; row++) {
    const at = numberAt(time, row);
    if (at < first) first = at;
    if (at > last) last = at;
  }
  if (first === Infinity) throw refuseSplit('undated');
  return { first, last };
}

/**
 * Splits interactions at a moment. An order with lines on both sides of it belongs to the later one.
 *
 * @throws missing-role, wrong-column-type; leaking-split where a side is empty.
 */
export function splitByTime(table: Table, cut: number): TimeSplit {
  const { first, last } = timeRange(table);
  if (cut <= first) throw refuseSplit('before', { cut: { date: cut, time: true }, first: { date: first, time: true } });
  if (cut > last) throw refuseSplit('after', { cut: { date: cut, time: true }, last: { date: last, time: true } });
  const time = table.dateRole('time');
  const [before, after] = [new Uint8Array(table.nRows), new Uint8Array(table.nRows)];
  let nUndated = 0;
  for (let row = 0; row < table.nRows; row++) {
    const at = numberAt(time, row);
    if (Number.isNaN(at)) nUndated++;
    else if (at < cut) before[row] = 1;
    else after[row] = 1;
  }
  const nTorn = moveTornOrders(table, before, after);
  if (nTorn > 0 && !before.includes(1)) throw refuseSplit('orders', { cut: { date: cut, time: true } });
  return { cut, train: table.filter(before), test: table.filter(after), nUndated, nTorn };
}

/** Moves the earlier lines of orders that lie on both sides to the later side. @returns how many such orders there are */
function moveTornOrders(table: Table, before: Uint8Array, after: Uint8Array): number {
  const column = table.findRole('orderId');
  if (column?.type !== 'text') return 0;
  const { codes, dictionary } = codesOf(column);
  const sides = new Uint8Array(dictionary.length);
  codes.forEach((code, row) => {
    if (code >= 0) sides[code] = (sides[code] as number) | (before[row] ? 1 : 0) | (after[row] ? 2 : 0);
  });
  codes.forEach((code, row) => {
    if (code >= 0 && sides[code] === 3 && before[row]) [before[row], after[row]] = [0, 1];
  });
  return sides.reduce((count, side) => count + (side === 3 ? 1 : 0), 0);
}
