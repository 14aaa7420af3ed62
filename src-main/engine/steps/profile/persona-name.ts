import type { Text } from '../../../contract/text.ts';
import { kindName } from './persona-words.ts';
import type { Difference } from './stand-out.ts';

/** A word of a name, from a measure that is high or low. */
interface Word {
  readonly feature: string;
  readonly high: Text | null;
  readonly low: Text | null;
}

const word = (feature: string, high: Text | null, low: Text | null): Word => ({ feature, high, low });

/** How they come; the first that applies is used. */
const COMING: readonly Word[] = [
  word('gap_ratio', { en: 'Fading', zh: '流失中的' }, null),
  word('recency', { en: 'Lapsed', zh: '沉默' }, { en: 'Active', zh: '活跃' }),
  word('tenure', null, { en: 'New', zh: '新晋' }),
  word('frequency', { en: 'Frequent', zh: '高频' }, { en: 'Occasional', zh: '低频' }),
  word('gap_mean', { en: 'Occasional', zh: '低频' }, { en: 'Frequent', zh: '高频' }),
  word('gap_sd', { en: 'Irregular', zh: '不规律的' }, { en: 'Regular', zh: '规律的' }),
  word('trend', { en: 'Rising', zh: '上升' }, { en: 'Slowing', zh: '渐少的' }),
  word('tenure', { en: 'Long-standing', zh: '资深' }, null),
];

/** What their orders are worth. */
const WORTH: readonly Word[] = [
  word('monetary', { en: 'big-spending', zh: '高消费' }, { en: 'thrifty', zh: '低消费' }),
  word('basket_value', { en: 'big-spending', zh: '高客单' }, { en: 'thrifty', zh: '低客单' }),
  word('discount_rate', { en: 'bargain-hunting', zh: '折扣型' }, null),
];

/** Who they are, by how they buy. */
const WHO: readonly Word[] = [
  word('line_quantity', { en: 'bulk buyers', zh: '批量采购客' }, null),
  word('return_rate', { en: 'returners', zh: '退货客' }, null),
  word('basket_lines', { en: 'stockers-up', zh: '囤货客' }, { en: 'single-item buyers', zh: '单品买家' }),
  word('diversity', { en: 'all-round shoppers', zh: '全品类买家' }, { en: 'specialists', zh: '专一买家' }),
];

const SHOPPERS: Text = { en: 'shoppers', zh: '顾客' };
const AVERAGE: Text = { en: 'Average customers', zh: '普通顾客' };

function pick(words: readonly Word[], found: readonly Difference[]): Text | null {
  for (const { feature, high, low } of words) {
    const difference = found.find((candidate) => candidate.feature.name === feature);
    const said = difference && (difference.effect > 0 ? high : low);
    if (said) return said;
  }
  return null;
}

/** Parts of the day, each up to an hour of the clock. */
const DAY_PARTS: readonly { readonly before: number; readonly name: Text }[] = [
  { before: 6, name: { en: 'night-time', zh: '深夜' } },
  { before: 9, name: { en: 'early-morning', zh: '清晨' } },
  { before: 12, name: { en: 'morning', zh: '上午' } },
  { before: 15, name: { en: 'midday', zh: '中午' } },
  { before: 18, name: { en: 'afternoon', zh: '下午' } },
  { before: 24, name: { en: 'evening', zh: '晚间' } },
];

const WEEKDAYS: Readonly<Record<string, Text>> = {
  monday: { en: 'Monday', zh: '周一' },
  tuesday: { en: 'Tuesday', zh: '周二' },
  wednesday: { en: 'Wednesday', zh: '周三' },
  thursday: { en: 'Thursday', zh: '周四' },
  friday: { en: 'Friday', zh: '周五' },
  saturday: { en: 'Saturday', zh: '周六' },
  sunday: { en: 'Sunday', zh: '周日' },
};

/** What a measure of taste is called in a name: a category, a day or a time of the day; null for any other measure. */
function tasteWord({ name, ...feature }: Difference['feature']): Text | null {
  const [, kind = '', part = ''] = /^(category|weekday|hour)_([^_]+)/.exec(name) ?? [];
  if (kind === 'category') return kindName({ name, ...feature });
  if (kind === 'weekday') return WEEKDAYS[part] ?? null;
  return kind === 'hour' ? (DAY_PARTS.find(({ before }) => Number(part) < before)?.name ?? null) : null;
}

/** What they buy, or when, more than others do: categories first, then the strongest; one word of each kind. */
function tastes(found: readonly Difference[]): Text[] {
  const ofKind = (kind: string) =>
    found.filter(({ feature, effect }) => effect > 0 && feature.name.startsWith(`${kind}_`)).slice(0, 1);
  const times = [...ofKind('weekday'), ...ofKind('hour')].sort((a, b) => b.effect - a.effect);
  return [...ofKind('category'), ...times].flatMap(({ feature }) => tasteWord(feature) ?? []);
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** Chinese words in a row, with a space between Latin letters and Han characters. */
const joinChinese = (words: readonly string[]): string =>
  words.reduce((joined, next) => {
    const mixed = /[a-z0-9]$/i.test(joined) !== /^[a-z0-9]/i.test(next);
    return joined !== '' && mixed ? `${joined} ${next}` : joined + next;
  }, '');

/**
 * A proposed name: how they come, what they are worth, what they like, who they are.
 *
 * @param nTastes how many words to say what they like, or when they come.
 */
export function nameOf(found: readonly Difference[], nTastes = 1): Text {
  if (found.length === 0) return AVERAGE;
  const liked = tastes(found).slice(0, nTastes);
  const parts = [pick(COMING, found), pick(WORTH, found), ...liked].filter((part) => part !== null);
  const who = pick(WHO, found) ?? SHOPPERS;
  return {
    en: capital([...parts.map(({ en }) => en), who.en].join(' ')),
    zh: joinChinese([...parts.map(({ zh }) => zh), who.zh]),
  };
}

const MOST_TASTES = 3;

/** A name for each group: longer where two would share one, numbered where that does not tell them apart. */
export function distinctNames(groups: readonly (readonly Difference[])[]): Text[] {
  const isShared = (names: readonly Text[], own: Text): boolean => names.filter(({ en }) => en === own.en).length > 1;
  let names = groups.map((found) => nameOf(found));
  for (let nTastes = 2; nTastes <= MOST_TASTES; nTastes++) {
    const before = names;
    names = names.map((name, i) => (isShared(before, name) ? nameOf(groups[i] ?? [], nTastes) : name));
  }
  const seen = new Map<string, number>();
  return names.map((name) => {
    const n = (seen.get(name.en) ?? 0) + 1;
    seen.set(name.en, n);
    return n === 1 ? name : { en: `${name.en} (${n})`, zh: `${name.zh}（${n}）` };
  });
}
