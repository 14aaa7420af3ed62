import type { ColumnRole, ColumnType } from '../../../contract/table.ts';
import type { Text } from '../../../contract/text.ts';
import { numberOf } from './dates.ts';
import type { ColumnSample } from './sample.ts';

/** A column as the search for roles sees it. */
export interface RoleColumn extends ColumnSample {
  readonly type: ColumnType;
  readonly distinctShare: number;
  readonly isUnique: boolean;
  readonly meanLength: number;
  /** Of numbers. */
  readonly range: { readonly low: number; readonly high: number; readonly areWhole: boolean } | null;
}

/** What values look like, worked out once. */
export function roleColumn(sample: ColumnSample, type: ColumnType, decimal: '.' | ','): RoleColumn {
  const { texts, counts, nRows } = sample;
  const numbers =
    type === 'number' ? [...counts.keys()].map((text) => numberOf(text, decimal)).filter(Number.isFinite) : [];
  const range = numbers.length > 0 && {
    low: numbers.reduce((a, b) => Math.min(a, b)),
    high: numbers.reduce((a, b) => Math.max(a, b)),
    areWhole: numbers.every(Number.isInteger),
  };
  return {
    ...sample,
    type,
    distinctShare: texts.length > 0 ? counts.size / texts.length : 0,
    isUnique: texts.length === nRows && counts.size === nRows && nRows > 1,
    meanLength: texts.length > 0 ? texts.reduce((sum, text) => sum + text.length, 0) / texts.length : 0,
    range: range || null,
  };
}

const NUMBERS: readonly ColumnType[] = ['number'];
const WORDS: readonly ColumnType[] = ['text'];
const CODES: readonly ColumnType[] = ['text', 'number'];

/** Types that a role's values can have, the usual one first. */
export const TYPES: Partial<Record<ColumnRole, readonly ColumnType[]>> = {
  customerId: CODES, itemId: CODES, orderId: CODES, sessionId: CODES,
  time: ['date'], birthDate: ['date', 'number'],
  quantity: NUMBERS, price: NUMBERS, amount: NUMBERS, discount: NUMBERS, cost: NUMBERS, stock: NUMBERS, rating: NUMBERS,
  text: WORDS, itemName: WORDS, customerName: WORDS, category: WORDS, eventType: CODES, contact: CODES,
  picture: WORDS, place: CODES, channel: CODES, treatment: ['text', 'number', 'boolean'], outcome: ['text', 'number', 'boolean'],
}; // prettier-ignore

/** Few enough to be kinds of something. */
const isKinds = ({ counts, distinctShare }: RoleColumn, most: number): boolean =>
  counts.size >= 2 && counts.size <= most && (distinctShare < 0.6 || counts.size <= 12);

/** Whether values contradict the role that a name suggests. */
export function canBe(role: ColumnRole, column: RoleColumn): boolean {
  if (column.texts.length === 0) return true;
  if (!TYPES[role]?.includes(column.type)) return false;
  switch (role) {
    case 'rating':
      return column.range !== null && column.range.low >= 0 && column.range.high <= 100 && column.counts.size <= 101;
    case 'text':
      return column.meanLength > 4;
    case 'itemName':
    case 'customerName':
      return column.meanLength > 1.5;
    case 'category':
      return column.distinctShare < 0.6 || column.counts.size <= 12;
    case 'treatment':
      return column.counts.size <= 10;
    case 'outcome':
      return column.counts.size <= 5;
    case 'channel':
      return column.counts.size <= 300;
    case 'eventType':
      return column.counts.size <= 60;
    case 'picture':
      return shareOf(column, (text) => PICTURE_FILE.test(text)) > 0.5;
    case 'birthDate':
      return column.type === 'date' || (column.range !== null && column.range.low >= 1900 && column.range.high <= 2030);
    default:
      return true;
  }
}

/** What values alone show. */
export interface ValueHint {
  readonly role: ColumnRole;
  readonly strength: number;
  readonly what: Text;
}

const EVENTS = new Set(['view', 'views', 'pageview', 'page_view', 'pv', 'click', 'cart', 'add_to_cart', 'addtocart', 'add to cart', 'remove_from_cart', 'buy', 'purchase', 'transaction', 'order', 'fav', 'favorite', 'favourite', 'like', 'wishlist', 'search', 'checkout', 'return', 'rate', 'share', '浏览', '点击', '加购', '购买', '收藏']); // prettier-ignore
const CONTROL = /\bcontrol\b|\bholdout\b|\bplacebo\b|对照|控制组|空白组/i;
const MAIL = /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i;
const PICTURE_FILE = /\.(?:png|jpe?g|webp|gif)(?:[?#].*)?$/i;
const LONG_TEXT = 40;
const ENOUGH_ROWS = 100;

const shareOf = ({ counts }: RoleColumn, test: (text: string) => boolean): number => {
  const texts = [...counts.keys()].slice(0, 500);
  return texts.filter(test).length / Math.max(1, texts.length);
};

/** Whether one of the groups is the one that got nothing: `Control`, or `No E-Mail` beside `Mens E-Mail`. */
function hasControl({ counts }: RoleColumn): boolean {
  const groups = [...counts.keys()].map((text) => text.toLowerCase());
  const withheld = groups.flatMap((text) => /^no[ _-](.{2,})$/.exec(text)?.[1] ?? []);
  return (
    groups.some((text) => CONTROL.test(text)) ||
    withheld.some((what) => groups.some((text) => !text.startsWith('no') && text.endsWith(what)))
  );
}

let countries: ReadonlySet<string> | null = null;

/** Names of countries in English and Chinese, in lower case. */
function countryNames(): ReadonlySet<string> {
  if (countries) return countries;
  const names = new Set(['usa', 'uk', 'eire', 'england', 'scotland', 'rsa']);
  for (const locale of ['en', 'zh']) {
    const display = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
    for (let a = 65; a <= 90; a++) {
      for (let b = 65; b <= 90; b++) {
        const name = display.of(String.fromCharCode(a, b));
        if (name) names.add(name.toLowerCase());
      }
    }
  }
  return (countries = names);
}

/** Roles that values give away whatever the column is called. */
export function valueHints(column: RoleColumn): ValueHint[] {
  if (column.type !== 'text' || column.texts.length === 0) return [];
  const hints: ValueHint[] = [];
  if (shareOf(column, (text) => MAIL.test(text)) > 0.8)
    hints.push({ role: 'contact', strength: 0.8, what: { en: 'they are mail addresses', zh: '它们是邮箱地址' } });
  if (isKinds(column, 30) && shareOf(column, (text) => EVENTS.has(text.toLowerCase())) > 0.7)
    hints.push({
      role: 'eventType',
      strength: 0.8,
      what: { en: 'they are what customers do', zh: '它们是顾客的行为' },
    });
  if (isKinds(column, 10) && hasControl(column))
    hints.push({
      role: 'treatment',
      strength: 0.55,
      what: { en: 'one of them is a control group', zh: '其中有对照组' },
    });
  if (column.counts.size >= 2 && shareOf(column, (text) => countryNames().has(text.toLowerCase())) > 0.8)
    hints.push({ role: 'place', strength: 0.7, what: { en: 'they are countries', zh: '它们是国家或地区' } });
  if (column.meanLength > LONG_TEXT && column.distinctShare > 0.5 && column.nRows >= ENOUGH_ROWS)
    hints.push({
      role: 'text',
      strength: 0.55,
      what: { en: 'they are long and hardly repeat', zh: '它们很长且很少重复' },
    });
  return hints;
}
