import { codesOf } from '../table/column.ts';
import type { Table } from '../table/table.ts';

/** A code among the items that names a charge, a fee or an adjustment. */
export interface NotProduct {
  readonly code: string;
  readonly nRows: number;
  /** How it was found out. */
  readonly why: 'code' | 'name';
}

/** Charges by the words of their names. */
const CHARGE_NAME =
  /\b(?:postage|carriage|shipping|delivery charge|freight|bank charges?|amazon fee|commission|manual|discount|adjust(?:ment)?|bad debt|samples?|voucher|gift ?(?:card|certificate)|gift wrap(?:ping)?|dotcom|cruk|handling|service charge|tip|insurance|deposit|test)\b|邮费|运费|快递费|手续费|服务费|优惠券|礼品卡|礼品包装|调整|赠品/i;

/** Codes that shops use for charges. */
const CHARGE_CODE =
  /^(?:POST(?:AGE)?|DOT|C2|M|D|S|B|BANK ?CHARGES?|AMAZONFEE|CRUK|PADS|ADJUST\d?|SHIP(?:PING)?|FREIGHT|DELIVERY|DISCOUNT|GIFT[-_ ]?(?:WRAP|CARD)|GIFT_0001_\d+|DCGS\w*|TEST\d*|FEE|TAX|TIP|VOUCHER|SAMPLES?|MANUAL)$/i;

/**
 * Codes of the itemId role that are no products: those that look like charges by code or by name, among codes that do
 * not follow the pattern of most. A code such as `POST` is taken at its word; a name alone counts only where the code
 * is unlike the catalogue's.
 */
export function detectNotProducts(table: Table): NotProduct[] {
  const items = table.findRole('itemId');
  if (items?.type !== 'text') return [];
  const { codes, dictionary } = codesOf(items);
  const counts = new Int32Array(dictionary.length);
  for (const code of codes) if (code >= 0) counts[code]!++;
  const names = commonNames(table, codes, dictionary.length);
  const shape = (code: string): string => code.replace(/\d/g, '9').replace(/[A-Za-z]+/g, 'A');
  const shapes = new Map<string, number>();
  dictionary.forEach((code, at) => shapes.set(shape(code), (shapes.get(shape(code)) ?? 0) + (counts[at]! > 0 ? 1 : 0)));
  const isUsual = (code: string): boolean => (shapes.get(shape(code)) ?? 0) > dictionary.length * 0.02;
  const found: NotProduct[] = [];
  dictionary.forEach((code, at) => {
    if (counts[at] === 0) return;
    if (CHARGE_CODE.test(code.trim())) found.push({ code, nRows: counts[at]!, why: 'code' });
    else if (!isUsual(code) && CHARGE_NAME.test(names[at] ?? '')) found.push({ code, nRows: counts[at]!, why: 'name' });
  });
  return found.sort((a, b) => b.nRows - a.nRows || (a.code < b.code ? -1 : 1));
}

/** The most frequent name of each item. */
function commonNames(table: Table, items: Int32Array, nItems: number): (string | null)[] {
  const column = table.findRole('itemName');
  if (column?.type !== 'text') return new Array<null>(nItems).fill(null);
  const { codes, dictionary } = codesOf(column);
  const tallies = Array.from({ length: nItems }, () => new Map<number, number>());
  for (let row = 0; row < items.length; row++) {
    const tally = tallies[items[row]!];
    if (tally && codes[row]! >= 0) tally.set(codes[row]!, (tally.get(codes[row]!) ?? 0) + 1);
  }
  return tallies.map((tally) => {
    const [best] = [...tally].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    return best ? (dictionary[best[0]] ?? null) : null;
  });
}
