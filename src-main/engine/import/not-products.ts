import type { Message, Text } from '../../contract/text.ts';
import { groupByKey } from '../table/ranked-keys.ts';
import { codesOf, type NumberColumn } from '../table/column.ts';
import { numberAt, type Table } from '../table/table.ts';

/** A code among the items that names a charge, a fee or an adjustment. */
export interface NotProduct {
  readonly code: string;
  readonly nRows: number;
  /** What its most frequent name is, where it has one. */
  readonly name: string | null;
  readonly reasons: readonly Message[];
}

/** What speaks for a code being none, and how much. */
const EVIDENCE = {
  name: { weight: 0.6, text: { en: 'Its name is that of a charge.', zh: '其名称是一项费用。' } },
  code: { weight: 0.3, text: { en: 'Its code is one that shops use for charges.', zh: '其编码常用于费用。' } },
  shape: { weight: 0.3, text: { en: 'Its code looks unlike those of the catalogue.', zh: '其编码与商品目录不同。' } },
  negative: { weight: 0.3, text: { en: 'It mostly takes away.', zh: '其数量或金额多为负。' } },
  spread: { weight: 0.2, text: { en: 'Its price is another one every time.', zh: '其价格每次都不同。' } },
} as const satisfies Record<string, { weight: number; text: Text }>;

type Evidence = keyof typeof EVIDENCE;

/** Together they must weigh so much. */
const ENOUGH = 0.6;
/** Fewer rows than this say nothing about signs and prices. */
const LEAST_ROWS = 3;
/** Codes of one shape are the catalogue's from this share of all codes, and so many of them, on. */
const USUAL_SHARE = 0.02;
const USUAL_COUNT = 5;
/** Prices of one product seldom differ by more than this. */
const WIDE_SPREAD = 30;

/** Charges end with what they are (`Next Day Carriage`); products only contain the words (`French carriage lantern`). */
const CHARGE_NAME =
  /(?:^|\b)(?:postage|carriage|shipping|freight|charges?|fees?|commission|surcharge|discounts?|samples?|bad debts?|write[- ]?offs?|adjustments?|handling|tax|vat|deposit|tips?|donations?|insurance|refunds?|manual|postage (?:and|&) packing|delivery(?: charge)?)\s*$|\b(?:gift )?(?:voucher|card|certificate)s?\s+[£$€¥]?\d[\d.,]*\s*$|\bgift (?:voucher|card|certificate)s?\s*$/i;
const CHARGE_NAME_ZH =
  /(?:邮费|运费|快递费|物流费|手续费|服务费|包装费|优惠券|代金券|礼品卡|充值卡?|补差价|差价|赠品|小样|定金|押金|保险|邮费补拍|补拍链接)$/;
const CHARGE_CODE =
  /^(?:post(?:age)?|carriage|ship(?:ping)?|freight|deliver(?:y)?|dlv|fees?|tax|vat|tips?|disc(?:ount)?|voucher|gift[-_ ]?(?:card|wrap|voucher).*|adj(?:ust(?:ment)?)?\d*|manual|misc|samples?|test\d*|bank ?charges?|deposit|refund|commission|donation|surcharge)$/i;

/**
 * Codes of the itemId role that are no products: charges by their name, or by codes unlike the catalogue's that take
 * away or cost something else every time. They stay in revenue and are never recommended.
 *
 * @returns the most frequent first; empty where the table has no items.
 */
export function detectNotProducts(table: Table): NotProduct[] {
  const items = table.findRole('itemId');
  if (items?.type !== 'text') return [];
  const { keys, offsets, rows } = groupByKey(items);
  const isUsual = usualShapes(keys);
  const found: NotProduct[] = [];
  keys.forEach((code, item) => {
    const own = rows.subarray(offsets[item], offsets[item + 1]);
    const name = commonName(table, own);
    const evidence: Evidence[] = [];
    if (name !== null && (CHARGE_NAME.test(name) || CHARGE_NAME_ZH.test(name))) evidence.push('name');
    if (CHARGE_CODE.test(code.trim())) evidence.push('code');
    if (!isUsual(code)) evidence.push('shape');
    // Rows are looked at only where they can still tip the scales: hardly ever for a product of the catalogue.
    if (!reaches(evidence, 'negative', 'spread')) return;
    if (own.length >= LEAST_ROWS && takesAway(table, own)) evidence.push('negative');
    if (!reaches(evidence, 'spread')) return;
    if (own.length >= LEAST_ROWS && isSpread(table, own)) evidence.push('spread');
    if (!reaches(evidence)) return;
    const reasons = evidence.map((which): Message => ({ code: `not-product.${which}`, text: EVIDENCE[which].text }));
    found.push({ code, nRows: own.length, name, reasons });
  });
  return found.sort((a, b) => b.nRows - a.nRows || (a.code < b.code ? -1 : 1));
}

/** Whether evidence is enough, together with what may be added; in steps of a tenth, so that three tenths and three tenths are six. */
function reaches(found: readonly Evidence[], ...more: readonly Evidence[]): boolean {
  const weight = [...found, ...more].reduce((sum, which) => sum + EVIDENCE[which].weight, 0);
  return Math.round(weight * 10) >= ENOUGH * 10;
}

/** Tells codes whose shape (`99999A`) the catalogue uses; where no shape prevails, all are usual. */
function usualShapes(codes: readonly string[]): (code: string) => boolean {
  const shapeOf = (code: string): string => code.replace(/\d+/g, '9').replace(/\p{L}+/gu, 'A');
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(shapeOf(code), (counts.get(shapeOf(code)) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return (code) =>
    most < codes.length / 2 || (counts.get(shapeOf(code)) ?? 0) >= Math.max(USUAL_COUNT, codes.length * USUAL_SHARE);
}

/**
 * The name that most rows of an item have; null where no name has most of them.
 *
 * Boyer & Moore (1991), MJRTY: only what is left after each name cancelled another one can be the name of most.
 */
function commonName(table: Table, rows: Int32Array): string | null {
  const column = table.findRole('itemName');
  if (column?.type !== 'text') return null;
  const { codes, dictionary } = codesOf(column);
  let candidate = -1;
  let votes = 0;
  for (const row of rows) {
    if (votes === 0) candidate = codes[row]!;
    votes += codes[row] === candidate ? 1 : -1;
  }
  if (candidate < 0) return null;
  let count = 0;
  for (const row of rows) if (codes[row] === candidate) count++;
  return count * 2 > rows.length ? dictionary[candidate]!.trim() : null;
}

const numbersOf = (table: Table, role: 'quantity' | 'price' | 'amount'): NumberColumn | null => {
  const column = table.findRole(role);
  return column?.type === 'number' ? column : null;
};

function takesAway(table: Table, rows: Int32Array): boolean {
  const columns = [numbersOf(table, 'quantity'), numbersOf(table, 'price'), numbersOf(table, 'amount')];
  return columns.some(
    (column) => column !== null && rows.filter((row) => numberAt(column, row) < 0).length > rows.length / 2,
  );
}

function isSpread(table: Table, rows: Int32Array): boolean {
  const price = numbersOf(table, 'price');
  if (!price) return false;
  const prices = Float64Array.from(rows, (row) => Math.abs(numberAt(price, row)))
    .filter((value) => value > 0)
    .sort();
  const at = (share: number): number => prices[Math.floor(share * (prices.length - 1))]!;
  return prices.length >= LEAST_ROWS && at(0.9) > at(0.1) * WIDE_SPREAD;
}
