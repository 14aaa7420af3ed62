import type { Operator } from './parse.ts';
import { dateOfText, joinTexts, numbersOfTexts, testTexts } from './text-vectors.ts';
import { UNKNOWN, type BooleanVector, type Vector } from './vectors.ts';

type Arithmetic = '+' | '-' | '*' | '/' | '%' | '^';
type Comparison = Extract<Operator, '=' | '!=' | '<' | '<=' | '>' | '>='>;

const DAY_MS = 86_400_000;

const SUMS: Readonly<Record<Arithmetic, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  // The remainder has the sign of the divisor, so that −1 % 7 is the last day of a week.
  '%': (a, b) => a - b * Math.floor(a / b),
  '^': (a, b) => a ** b,
};

const TESTS: Readonly<Record<Comparison, <T extends number | string>(a: T, b: T) => boolean>> = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Numbers; a date and days, two dates as the days between them, and texts side by side with +. Null where the types do not go together. */
export function arithmetic(operator: Arithmetic, a: Vector, b: Vector): Vector | null {
  const combine = SUMS[operator];
  if (a.type === 'text' && b.type === 'text') return operator === '+' ? joinTexts(a, b, (x, y) => x + y) : null;
  if (a.type === 'text' || b.type === 'text' || a.type === 'boolean' || b.type === 'boolean') return null;
  const pairs = (scaleA: number, scaleB: number): Float64Array =>
    a.values.map((value, row) => combine(value * scaleA, b.values[row]! * scaleB));
  if (a.type === 'number' && b.type === 'number') return { type: 'number', values: pairs(1, 1) };
  if (operator !== '+' && operator !== '-') return null;
  if (a.type === 'date' && b.type === 'number') return { type: 'date', values: pairs(1, DAY_MS) };
  if (a.type === 'number') return operator === '+' ? { type: 'date', values: pairs(DAY_MS, 1) } : null;
  return operator === '-' ? { type: 'number', values: pairs(1 / DAY_MS, 1 / DAY_MS) } : null;
}

/** Two values of one type, or a date and a text that says one. Null where the types do not go together. */
export function compare(operator: Comparison, a: Vector, b: Vector): Vector | null {
  if (a.type === 'date' && b.type === 'text') return compare(operator, a, numbersOfTexts(b, 'date', dateOfText));
  if (a.type === 'text' && b.type === 'date') return compare(operator, numbersOfTexts(a, 'date', dateOfText), b);
  const test = TESTS[operator];
  if (a.type === 'text' || b.type === 'text') return a.type === b.type ? testTexts(a as never, b as never, test) : null;
  if (a.type !== b.type) return null;
  const isMissing = a.type === 'boolean' ? (value: number) => value === UNKNOWN : Number.isNaN;
  const answer = (value: number, row: number): number => {
    const other = b.values[row]!;
    return isMissing(value) || isMissing(other) ? UNKNOWN : Number(test(value, other));
  };
  return { type: 'boolean', values: Uint8Array.from(a.values, answer) };
}

/** Yes where both are; no where one is, even beside an unknown. */
export const both = (a: BooleanVector, b: BooleanVector): BooleanVector => ({
  type: 'boolean',
  values: a.values.map((x, row) => {
    const y = b.values[row]!;
    return x === 0 || y === 0 ? 0 : x === UNKNOWN || y === UNKNOWN ? UNKNOWN : 1;
  }),
});

/** Yes where one is, even beside an unknown. */
export const either = (a: BooleanVector, b: BooleanVector): BooleanVector => negated(both(negated(a), negated(b)));

export const negated = ({ values }: BooleanVector): BooleanVector => ({
  type: 'boolean',
  values: values.map((value) => (value === UNKNOWN ? UNKNOWN : 1 - value)),
});
