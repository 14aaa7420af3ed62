import type { ColumnRole, ColumnType, Unit } from '../../../contract/table.ts';
import { wordsOf } from './role-names.ts';
import type { ColumnSample } from './sample.ts';

const BY_ROLE: Partial<Record<ColumnRole, Unit>> = {
  price: 'money',
  amount: 'money',
  cost: 'money',
  quantity: 'count',
  stock: 'count',
  rating: 'score',
};

const MONEY =
  /(?:^| )(?:price|amount|amt\d*|cost|costs|revenue|spend|spent|charge|charges|balance|bal|income|salary|fee|fees|turnover|usd|eur|gbp|cny|rmb)$|金额|单价|售价|价格|销售额|费用|总价|总额|余额/;
const YEAR = /^(?:[a-z]+ )?year(?: of birth)?$|^yob$|年份|出生年/;
const COUNT = /(?:^| )(?:count|quantity|qty|units)$|数量|件数|次数|人数/;

/**
 * How a number is written, by its role, its values and its name; null where nothing says.
 *
 * @param isShare whether the values are written in per cent.
 */
export function unitOf(name: string, type: ColumnType, role: ColumnRole | null, isShare = false): Unit | null {
  if (type !== 'number') return null;
  if (isShare) return 'share';
  const known = role && BY_ROLE[role];
  if (known) return known;
  if (role === 'discount') return /rate|pct|percent|share|率/.test(name.toLowerCase()) ? null : 'money';
  const words = wordsOf(name);
  if (MONEY.test(words)) return 'money';
  if (YEAR.test(words)) return 'year';
  return COUNT.test(words) ? 'count' : null;
}

const SYMBOLS: readonly (readonly [RegExp, string])[] = [
  [/£|\bGBP\b/, 'GBP'],
  [/€|\bEUR\b/, 'EUR'],
  [/HK\$|\bHKD\b/, 'HKD'],
  [/NT\$|\bTWD\b/, 'TWD'],
  [/￥|元|人民币|\bCNY\b|\bRMB\b|CN¥/, 'CNY'],
  [/₹|\bINR\b/, 'INR'],
  [/₩|\bKRW\b/, 'KRW'],
  [/₽|\bRUB\b/, 'RUB'],
  [/円|\bJPY\b/, 'JPY'],
  [/\$|\bUSD\b/, 'USD'],
];
const HAN = /\p{Script=Han}/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * The currency that names and values of a table show, or null: no country is taken for a currency.
 *
 * @param money the columns of money.
 */
export function guessCurrency(columns: readonly ColumnSample[], money: readonly ColumnSample[]): string | null {
  const stated = columns.find(({ name }) => /^(?:currency(?: code)?|币种|货币)$/.test(wordsOf(name)));
  if (stated) {
    const codes = [...stated.counts.keys()];
    const [code = ''] = codes;
    return codes.length === 1 && /^[A-Za-z]{3}$/.test(code) ? code.toUpperCase() : null;
  }
  for (const { name, texts } of money) {
    const shown = [name, ...texts.slice(0, 50)].join(' ');
    const found = SYMBOLS.find(([pattern]) => pattern.test(shown));
    if (found) return found[1];
    if (shown.includes('¥')) {
      const all = columns.map((column) => column.name + column.texts.slice(0, 20).join('')).join('');
      return KANA.test(all) ? 'JPY' : HAN.test(all) ? 'CNY' : null;
    }
  }
  return null;
}
