import { assertNever } from './errors.ts';
import type { ColumnInfo, Predicate, TableInfo } from './table.ts';
import type { Message, MessageValue, Text } from './text.ts';

/** Values named in full; beyond, they are counted. */
const NAMED_VALUES = 5;
const DAY_MS = 86_400_000;

/** Collects the values that fill a message's places, each under a name of its own. */
class Places {
  readonly values: Record<string, MessageValue> = {};
  #n = 0;

  add(value: MessageValue): string {
    const name = `v${this.#n++}`;
    this.values[name] = value;
    return `{${name}}`;
  }
}

const both = (en: string, zh: string): Text => ({ en, zh });
const map = (inner: Text, en: (text: string) => string, zh: (text: string) => string): Text =>
  both(en(inner.en), zh(inner.zh));

/**
 * A condition as a sentence that a person reads, such as “Country is France and Quantity at least 10”.
 *
 * @param info the table it is about, so that dates and money are written as such.
 */
export function describePredicate(predicate: Predicate, info: Pick<TableInfo, 'columns' | 'currency'>): Message {
  const places = new Places();
  return { code: 'predicate', text: describe(predicate, info, places), values: places.values };
}

function describe(predicate: Predicate, info: Pick<TableInfo, 'columns' | 'currency'>, places: Places): Text {
  const column = (name: string): string => places.add(name);
  const value = (name: string, given: number | string | boolean): string =>
    places.add(shownValue(info.columns.find((candidate) => candidate.name === name) ?? null, info.currency, given));
  switch (predicate.op) {
    case 'and':
    case 'or':
      return describeList(predicate, info, places);
    case 'not':
      return describeNot(predicate.arg, info, places);
    case 'between': {
      const { min, max } = predicate;
      const name = column(predicate.column);
      if (min !== null && max !== null) {
        const [low, high] = [value(predicate.column, min), value(predicate.column, max)];
        return both(`${name} from ${low} to ${high}`, `${name} 在 ${low} 与 ${high} 之间`);
      }
      if (min !== null) {
        const low = value(predicate.column, min);
        return both(`${name} at least ${low}`, `${name} 不小于 ${low}`);
      }
      if (max === null) return both(`${name} has a value`, `${name} 有值`);
      const high = value(predicate.column, max);
      return both(`${name} at most ${high}`, `${name} 不大于 ${high}`);
    }
    case 'in': {
      const name = column(predicate.column);
      const named = predicate.values.slice(0, NAMED_VALUES).map((given) => value(predicate.column, given));
      const more = predicate.values.length - named.length;
      if (named.length === 0) return both(`${name} is none of its values`, `${name} 不取任何值`);
      if (named.length === 1) return both(`${name} is ${named[0]}`, `${name} 是 ${named[0]}`);
      if (more === 0) return both(`${name} is ${joined(named, ' or ')}`, `${name} 是 ${joined(named, '或')}`);
      const n = places.add(more);
      return both(`${name} is ${named.join(', ')} or ${n} more`, `${name} 是 ${named.join('、')}或另外 ${n} 个值之一`);
    }
    case 'contains': {
      const [name, text] = [column(predicate.column), places.add(predicate.text)];
      return both(`${name} contains “${text}”`, `${name} 包含“${text}”`);
    }
    case 'null': {
      const name = column(predicate.column);
      return both(`${name} is missing`, `${name} 缺失`);
    }
    case 'polygon': {
      const [x, y] = [column(predicate.x), column(predicate.y)];
      return both(`inside a shape drawn over ${x} and ${y}`, `在 ${x} 与 ${y} 上圈出的范围内`);
    }
    default:
      return assertNever(predicate);
  }
}

const joined = (parts: readonly string[], last: string): string =>
  `${parts.slice(0, -1).join(last === '或' ? '、' : ', ')}${last}${parts.at(-1) ?? ''}`;

function describeList(
  { op, args }: Extract<Predicate, { op: 'and' | 'or' }>,
  info: Pick<TableInfo, 'columns' | 'currency'>,
  places: Places,
): Text {
  if (args.length === 0) return op === 'and' ? both('every row', '所有行') : both('no row', '没有行');
  const parts = args.map((arg) => {
    const text = describe(arg, info, places);
    const isMixed = (arg.op === 'and' || arg.op === 'or') && arg.op !== op && arg.args.length > 1;
    return isMixed
      ? map(
          text,
          (en) => `(${en})`,
          (zh) => `（${zh}）`,
        )
      : text;
  });
  const [en, zh] = op === 'and' ? [' and ', '，且'] : [' or ', '，或'];
  return both(parts.map((part) => part.en).join(en), parts.map((part) => part.zh).join(zh));
}

function describeNot(arg: Predicate, info: Pick<TableInfo, 'columns' | 'currency'>, places: Places): Text {
  if (arg.op === 'null') {
    const name = places.add(arg.column);
    return both(`${name} has a value`, `${name} 有值`);
  }
  return map(
    describe(arg, info, places),
    (en) => `not (${en})`,
    (zh) => `不满足（${zh}）`,
  );
}

function shownValue(
  column: ColumnInfo | null,
  currency: string | null,
  value: number | string | boolean,
): MessageValue {
  if (typeof value === 'boolean') return value ? both('yes', '是') : both('no', '否');
  if (typeof value === 'string') return value;
  if (column?.type === 'date') return { date: value, time: value % DAY_MS !== 0 };
  if (column?.unit === 'money') return { money: value, currency };
  if (column?.unit === 'share') return { percent: value, digits: 1 };
  const decimals = String(value).split('.')[1]?.length ?? 0;
  return Number.isInteger(value) || decimals > 6
    ? { decimal: value, digits: Number.isInteger(value) ? 0 : 4 }
    : { decimal: value, digits: decimals };
}
