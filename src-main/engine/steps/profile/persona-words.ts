import { assertNever } from '../../../contract/errors.ts';
import type { Unit } from '../../../contract/table.ts';
import { escapeMessage, type Message, type MessageValue, type Text } from '../../../contract/text.ts';
import type { Lift } from './carried.ts';
import type { Difference } from './stand-out.ts';

interface Sentences {
  readonly high: Text;
  readonly low: Text;
}

const pair = (high: Text, low: Text): Sentences => ({ high, low });

/** Sentences for measures that have a plainer way of being said; {value} is the group's, {others} everyone else's. */
const KNOWN: Readonly<Record<string, Sentences>> = {
  recency: pair(
    {
      en: 'They have not ordered for {value}; others ordered {others} ago.',
      zh: '距上次下单已有 {value}，其他顾客为 {others}。',
    },
    { en: 'They ordered only {value} ago; others {others}.', zh: '{value} 前刚下过单，其他顾客为 {others}。' },
  ),
  frequency: pair(
    {
      en: 'They come back often: {value}, against {others}.',
      zh: '经常回购：下过 {value}，其他顾客为 {others}。',
    },
    {
      en: 'They order seldom: {value}, against {others}.',
      zh: '很少下单：只有 {value}，其他顾客为 {others}。',
    },
  ),
  monetary: pair(
    { en: 'They have paid much: {value} each, against {others}.', zh: '消费多：人均 {value}，其他顾客为 {others}。' },
    { en: 'They have paid little: {value} each, against {others}.', zh: '消费少：人均 {value}，其他顾客为 {others}。' },
  ),
  tenure: pair(
    {
      en: 'They have been customers for long: {value}, against {others}.',
      zh: '是老顾客：首单距今 {value}，其他顾客为 {others}。',
    },
    {
      en: 'They are new: their first order was {value} ago, against {others}.',
      zh: '是新顾客：首单距今只有 {value}，其他顾客为 {others}。',
    },
  ),
  gap_mean: pair(
    { en: 'Long pauses between orders: {value}, against {others}.', zh: '下单间隔长：{value}，其他顾客为 {others}。' },
    { en: 'Short pauses between orders: {value}, against {others}.', zh: '下单间隔短：{value}，其他顾客为 {others}。' },
  ),
  gap_sd: pair(
    {
      en: 'They order irregularly: pauses vary by {value}, against {others}.',
      zh: '下单没有规律：间隔波动 {value}，其他顾客为 {others}。',
    },
    {
      en: 'They order like clockwork: pauses vary by only {value}, against {others}.',
      zh: '下单很有规律：间隔只波动 {value}，其他顾客为 {others}。',
    },
  ),
  gap_ratio: pair(
    {
      en: 'They are overdue: silent {value} times as long as is usual for them, against {others}.',
      zh: '迟迟没有回来：沉默时间是平常间隔的 {value} 倍，其他顾客为 {others} 倍。',
    },
    {
      en: 'They come on time: silent {value} times as long as is usual for them, against {others}.',
      zh: '按时回来：沉默时间是平常间隔的 {value} 倍，其他顾客为 {others} 倍。',
    },
  ),
  trend: pair(
    {
      en: 'They order more and more: a trend of {value}, against {others}.',
      zh: '下单越来越多：走势 {value}，其他顾客为 {others}。',
    },
    {
      en: 'They order less and less: a trend of {value}, against {others}.',
      zh: '下单越来越少：走势 {value}，其他顾客为 {others}。',
    },
  ),
  basket_lines: pair(
    {
      en: 'Large baskets: {value} an order, against {others}.',
      zh: '每单买得多：{value}，其他顾客为 {others}。',
    },
    {
      en: 'Small baskets: {value} an order, against {others}.',
      zh: '每单买得少：{value}，其他顾客为 {others}。',
    },
  ),
  line_quantity: pair(
    {
      en: 'They buy in bulk: {value} a line, against {others}.',
      zh: '成批购买：每行 {value}，其他顾客为 {others}。',
    },
    {
      en: 'They buy few pieces: {value} a line, against {others}.',
      zh: '每样买得少：每行 {value}，其他顾客为 {others}。',
    },
  ),
  basket_value: pair(
    { en: 'Valuable orders: {value} each, against {others}.', zh: '客单价高：每单 {value}，其他顾客为 {others}。' },
    { en: 'Small orders: {value} each, against {others}.', zh: '客单价低：每单 {value}，其他顾客为 {others}。' },
  ),
  return_rate: pair(
    { en: 'They send much back: {value}, against {others}.', zh: '退货多：{value}，其他顾客为 {others}。' },
    {
      en: 'They hardly send anything back: {value}, against {others}.',
      zh: '很少退货：{value}，其他顾客为 {others}。',
    },
  ),
  discount_rate: pair(
    {
      en: 'They wait for discounts: {value} of what they buy, against {others}.',
      zh: '偏爱折扣：{value} 的购买有折扣，其他顾客为 {others}。',
    },
    {
      en: 'They pay full price: a discount on {value} of what they buy, against {others}.',
      zh: '多按原价购买：{value} 的购买有折扣，其他顾客为 {others}。',
    },
  ),
  diversity: pair(
    {
      en: 'They buy of everything: a diversity of {value}, against {others}.',
      zh: '什么都买：多样性 {value}，其他顾客为 {others}。',
    },
    {
      en: 'They keep to a few kinds: a diversity of {value}, against {others}.',
      zh: '只买少数几类：多样性 {value}，其他顾客为 {others}。',
    },
  ),
};

/** Sentences for parts of a whole, by the prefix of their columns. */
const SHARES: Readonly<Record<string, Sentences>> = {
  category: pair(
    {
      en: '{kind}: {value} of what they buy, against {others}.',
      zh: '爱买{kind}：占其购买的 {value}，其他顾客为 {others}。',
    },
    {
      en: 'Hardly any {kind}: {value} of what they buy, against {others}.',
      zh: '很少买{kind}：占其购买的 {value}，其他顾客为 {others}。',
    },
  ),
  channel: pair(
    {
      en: 'They order through “{kind}”: {value} of orders, against {others}.',
      zh: '常用“{kind}”下单：占订单的 {value}，其他顾客为 {others}。',
    },
    {
      en: 'They hardly order through “{kind}”: {value} of orders, against {others}.',
      zh: '很少用“{kind}”下单：占订单的 {value}，其他顾客为 {others}。',
    },
  ),
};

/** What a share is a share of: the name of a category or channel without the words around it. */
export function kindName({ label }: Difference['feature']): Text {
  const text = typeof label === 'string' ? { en: label, zh: label } : label.text;
  return { en: text.en.replace(/^Share of /, ''), zh: text.zh.replace(/\s*占比$/, '') };
}

/** A name within a Chinese sentence: Latin letters stand apart from Han characters. */
const inSentence = (name: Text): Text => (/^[a-z0-9]/i.test(name.zh) ? { ...name, zh: ` ${name.zh}` } : name);

const GENERIC: Sentences = pair(
  { en: '{feature}: {value}, more than the {others} of others.', zh: '{feature}：{value}，高于其他顾客的 {others}。' },
  { en: '{feature}: {value}, less than the {others} of others.', zh: '{feature}：{value}，低于其他顾客的 {others}。' },
);

/** A number of the given unit as a sentence says it. */
export function unitValue(value: number, unit: Unit | null, currency: string | null): MessageValue {
  switch (unit) {
    case 'money':
      return { money: value, currency };
    case 'share':
      return { percent: value };
    case 'days': {
      const n = Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
      return { en: `${n} ${n === 1 ? 'day' : 'days'}`, zh: `${n} 天` };
    }
    case 'year':
      return { en: String(Math.round(value)), zh: String(Math.round(value)) };
    case 'count':
    case 'score':
    case null:
      return {
        decimal: value,
        digits: Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2,
      };
    default:
      return assertNever(unit);
  }
}

/** Measures that count things, and what those are called. */
const COUNTED: Readonly<Record<string, { readonly one: string; readonly other: string; readonly zh: string }>> = {
  frequency: { one: 'order', other: 'orders', zh: '单' },
  basket_lines: { one: 'line', other: 'lines', zh: '行' },
  line_quantity: { one: 'piece', other: 'pieces', zh: '件' },
};

/** A measure's value as a sentence says it: with what is counted, where it counts something. */
function valueOf({ name, unit }: Difference['feature'], value: number, currency: string | null): MessageValue {
  const counted = COUNTED[name];
  if (!counted) return unitValue(value, unit, currency);
  const n = String(Number(value.toFixed(value >= 10 ? 1 : 2)));
  return { en: `${n} ${n === '1' ? counted.one : counted.other}`, zh: `${n} ${counted.zh}` };
}

/** One sentence of a persona, with the numbers it rests on. */
export function sentenceOf({ feature, value, others, effect }: Difference, currency: string | null): Message {
  const known = KNOWN[feature.name] ?? SHARES[feature.name.split('_')[0] ?? ''];
  const text = (known ?? GENERIC)[effect > 0 ? 'high' : 'low'];
  const { label } = feature;
  const shown: MessageValue = typeof label === 'string' ? label : label.text;
  return {
    code: `persona-${effect > 0 ? 'high' : 'low'}`,
    text,
    values: {
      feature: shown,
      kind: feature.name.startsWith('category_') ? inSentence(kindName(feature)) : kindName(feature),
      value: valueOf(feature, value, currency),
      others: valueOf(feature, others, currency),
    },
  };
}

/** Sentences for what members carry more often than others do; {lift} is their share over everyone’s. */
const CARRIED = {
  category: {
    en: '{name}: {value} of them have bought any, {lift} times everyone’s share.',
    zh: '爱买{name}：{value} 的人买过，是全体的 {lift} 倍。',
  },
  word: {
    en: '“{name}” is in the reviews of {value} of those who wrote any, {lift} times everyone’s share.',
    zh: '写过评价的人中有 {value} 提到“{name}”，是全体的 {lift} 倍。',
  },
  tag: {
    en: '{value} have the tag “{name}”, {lift} times everyone’s share.',
    zh: '{value} 的人有标签“{name}”，是全体的 {lift} 倍。',
  },
  bought: {
    en: '{name}: {value} have bought it, {lift} times everyone’s share{left, plural, =0 {} one {; # has not yet} other {; # have not yet}}.',
    zh: '{name}：{value} 的人买过，是全体的 {lift} 倍{left, plural, =0 {} other {；还有 # 人没买过}}。',
  },
  recommended: {
    en: '{name}: recommended to {value} of them, {lift} times everyone’s share.',
    zh: '{name}：推荐给其中 {value} 的人，是全体的 {lift} 倍。',
  },
} as const satisfies Record<string, Text>;
export type CarriedKind = keyof typeof CARRIED;

const MEASURED: Readonly<Record<CarriedKind, Text>> = {
  category: { en: 'Share who bought of {name}', zh: '买过“{name}”类的人占比' },
  word: { en: 'Share of reviewers who write “{name}”', zh: '评价中提到“{name}”的人占比' },
  tag: { en: 'Share with the tag “{name}”', zh: '有标签“{name}”的人占比' },
  bought: { en: 'Share who bought {name}', zh: '买过“{name}”的人占比' },
  recommended: { en: 'Share to whom {name} is recommended', zh: '被推荐“{name}”的人占比' },
};

/** What is measured of each kind: the share of people. */
export const carriedMeasure = (kind: CarriedKind, name: MessageValue): Message => ({
  code: `share-${kind}`,
  text: MEASURED[kind],
  values: { name },
});

const plain = (data: string): Text => ({ en: escapeMessage(data), zh: escapeMessage(data) });

/** One sentence of what members carry more often. */
export function liftSentence(kind: CarriedKind, name: MessageValue, { value, lift, base, count }: Lift): Message {
  return {
    code: `persona-${kind}`,
    text: CARRIED[kind],
    values: {
      name: kind === 'category' && typeof name === 'string' ? inSentence(plain(name)) : name,
      value: { percent: value, digits: value < 0.1 ? 1 : 0 },
      lift: { decimal: lift, digits: 1 },
      left: base - count,
    },
  };
}

/** How large a group is. */
export const sizeSentence = (n: number, share: number): Message => ({
  code: 'persona-size',
  text: {
    en: '{n, plural, one {# customer} other {# customers}}, {share} of all.',
    zh: '{n, number} 位顾客，占全体的 {share}。',
  },
  values: { n, share: { percent: share, digits: share < 0.1 ? 1 : 0 } },
});

/** What a group brings, beside all others where there are any. */
export const revenueSentence = (share: number, each: number, others: number, currency: string | null): Message => ({
  code: 'persona-revenue',
  text: Number.isNaN(others)
    ? { en: 'They bring {share} of the revenue, {each} each.', zh: '贡献销售额的 {share}，人均 {each}。' }
    : {
        en: 'They bring {share} of the revenue: {each} each, against {others}.',
        zh: '贡献销售额的 {share}：人均 {each}，其他顾客为 {others}。',
      },
  values: {
    share: { percent: share, digits: share < 0.1 ? 1 : 0 },
    each: { money: each, currency },
    others: { money: others, currency },
  },
});
