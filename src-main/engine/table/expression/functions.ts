import type { ColumnType } from '../../../contract/table.ts';
import { dateOfText, joinTexts, mapTexts, numbersOfTexts, testTexts, writtenOut } from './text-vectors.ts';
import { missingFlags, type NumberVector, type TextVector, type Vector } from './vectors.ts';

/** A function of an expression. */
export interface ExpressionFunction {
  /** The types of what it is given; the last counts for any more. */
  readonly types: readonly (ColumnType | 'any')[];
  /** How many it needs at least and takes at most. */
  readonly least: number;
  readonly most: number;
  /** The types are those declared. */
  run(given: readonly Vector[]): Vector;
}

const DAY_MS = 86_400_000;
const MANY = 50;

const numbers = (vector: Vector | undefined): Float64Array => (vector as NumberVector).values;
const texts = (vector: Vector | undefined): TextVector => vector as TextVector;

const ofNumber = (change: (value: number) => number): ExpressionFunction => ({
  types: ['number'],
  least: 1,
  most: 1,
  run: ([x]) => ({ type: 'number', values: numbers(x).map(change) }),
});

const ofDate = (read: (date: Date) => number): ExpressionFunction => ({
  types: ['date'],
  least: 1,
  most: 1,
  run([x]) {
    const date = new Date(0);
    const part = (time: number): number => {
      date.setTime(time);
      return read(date);
    };
    return { type: 'number', values: numbers(x).map(part) };
  },
});

const ofText = (change: (text: string) => string): ExpressionFunction => ({
  types: ['text'],
  least: 1,
  most: 1,
  run: ([x]) => mapTexts(texts(x), change),
});

const ofTwoTexts = (test: (text: string, part: string) => boolean): ExpressionFunction => ({
  types: ['text', 'text'],
  least: 2,
  most: 2,
  run: ([x, part]) => testTexts(texts(x), texts(part), test),
});

/** The least or largest of several numbers; missing where one is. */
const ofNumbers = (choose: (a: number, b: number) => number): ExpressionFunction => ({
  types: ['number'],
  least: 2,
  most: MANY,
  run: (given) => ({
    type: 'number',
    values: given.map(numbers).reduce((best, values) => best.map((value, row) => choose(value, values[row]!))),
  }),
});

/** Rounds half away from zero, which is what is taught; digits may be negative. */
function rounded(value: number, digits: number): number {
  const scale = 10 ** Math.trunc(digits);
  const near = Math.round(Math.abs(value) * scale * (1 + Number.EPSILON)) / scale;
  return Number.isFinite(near) ? Math.sign(value) * near : value;
}

const characters = (text: string): string[] => Array.from(text);

/** Every function by name. `if` and `coalesce`, whose parts may be of any one type, stand with the operators. */
export const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map(
  Object.entries({
    abs: ofNumber(Math.abs),
    floor: ofNumber(Math.floor),
    ceil: ofNumber(Math.ceil),
    sign: ofNumber(Math.sign),
    sqrt: ofNumber(Math.sqrt),
    exp: ofNumber(Math.exp),
    log: ofNumber(Math.log),
    log10: ofNumber(Math.log10),
    log1p: ofNumber(Math.log1p),
    round: {
      types: ['number', 'number'],
      least: 1,
      most: 2,
      run: ([x, digits]) => ({
        type: 'number',
        values: numbers(x).map((value, row) => rounded(value, digits ? numbers(digits)[row]! : 0)),
      }),
    },
    min: ofNumbers(Math.min),
    max: ofNumbers(Math.max),
    year: ofDate((date) => date.getUTCFullYear()),
    quarter: ofDate((date) => Math.floor(date.getUTCMonth() / 3) + 1),
    month: ofDate((date) => date.getUTCMonth() + 1),
    day: ofDate((date) => date.getUTCDate()),
    weekday: ofDate((date) => ((date.getUTCDay() + 6) % 7) + 1),
    hour: ofDate((date) => date.getUTCHours()),
    minute: ofDate((date) => date.getUTCMinutes()),
    days_between: {
      types: ['date', 'date'],
      least: 2,
      most: 2,
      run: ([from, to]) => ({
        type: 'number',
        values: numbers(from).map((time, row) => (numbers(to)[row]! - time) / DAY_MS),
      }),
    },
    date: { types: ['text'], least: 1, most: 1, run: ([x]) => numbersOfTexts(texts(x), 'date', dateOfText) },
    lower: ofText((text) => text.toLowerCase()),
    upper: ofText((text) => text.toUpperCase()),
    trim: ofText((text) => text.trim()),
    length: {
      types: ['text'],
      least: 1,
      most: 1,
      run: ([x]) => numbersOfTexts(texts(x), 'number', (text) => characters(text).length),
    },
    contains: ofTwoTexts((text, part) => text.includes(part)),
    starts_with: ofTwoTexts((text, part) => text.startsWith(part)),
    ends_with: ofTwoTexts((text, part) => text.endsWith(part)),
    replace: {
      types: ['text', 'text', 'text'],
      least: 3,
      most: 3,
      // A sign that no text holds keeps the two apart until both are known.
      run: ([x, from, to]) =>
        joinTexts(
          joinTexts(texts(x), texts(from), (text, sought) => JSON.stringify([text, sought])),
          texts(to),
          (both, by) => {
            const [text, sought] = JSON.parse(both) as [string, string];
            return sought === '' ? text : text.replaceAll(sought, () => by);
          },
        ),
    },
    part: {
      types: ['text', 'number', 'number'],
      least: 2,
      most: 3,
      run: ([x, from, count]) => partsOf(texts(x), numbers(from), count ? numbers(count) : null),
    },
    concat: {
      types: ['any'],
      least: 2,
      most: MANY,
      run: (given) => given.map(writtenOut).reduce((whole, next) => joinTexts(whole, next, (a, b) => a + b)),
    },
    text: { types: ['any'], least: 1, most: 1, run: ([x]) => writtenOut(x!) },
    number: {
      types: ['text'],
      least: 1,
      most: 1,
      run: ([x]) =>
        numbersOfTexts(texts(x), 'number', (text) => (text.trim() === '' ? NaN : Number(text.replaceAll(',', '')))),
    },
    is_missing: { types: ['any'], least: 1, most: 1, run: ([x]) => ({ type: 'boolean', values: missingFlags(x!) }) },
  } satisfies Record<string, ExpressionFunction>),
);

/** So many characters of each text from a place on, counted from 1; to the end without a count. */
function partsOf(x: TextVector, from: Float64Array, count: Float64Array | null): TextVector {
  const cuts = Array.from(from, (start, row) => `${start} ${count ? count[row]! : ''}`);
  const known = new Map<string, number>();
  const codes = Int32Array.from(cuts, (cut, row) => {
    if (Number.isNaN(from[row]) || (count && Number.isNaN(count[row]))) return -1;
    const code = known.get(cut) ?? known.size;
    known.set(cut, code);
    return code;
  });
  return joinTexts(x, { type: 'text', codes, dictionary: [...known.keys()] }, (text, cut) => {
    const [start = '', length = ''] = cut.split(' ');
    const at = Math.max(1, Math.trunc(Number(start))) - 1;
    const end = length === '' ? undefined : at + Math.max(0, Math.trunc(Number(length)));
    return characters(text).slice(at, end).join('');
  });
}
