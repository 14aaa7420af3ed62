import type { Message } from '../../../contract/text.ts';
import { codesOf, isNull, type Column, type DateColumn, type TextColumn } from '../../table/column.ts';
import { numberAt } from '../../table/table.ts';
import { leakText as text } from './leak-text.ts';
import { strengthOfKinds, strengthOfNumbers, type Judged, type Strength } from './lone-strength.ts';

/** What is wrong with a column, in a word, a number and a sentence. */
export interface Finding {
  readonly column: string;
  readonly finding: 'late' | 'copy' | 'afterwards' | 'id' | 'alone';
  readonly value: number;
  readonly sentence: Message;
}

/** Dates on or after each row’s cut-off. @param cutoffs NaN where unknown. */
export function findLate(column: DateColumn, cutoffs: Float64Array): Finding | null {
  const count = cutoffs.reduce((sum, cutoff, row) => sum + (numberAt(column, row) >= cutoff ? 1 : 0), 0);
  const { name } = column;
  return count === 0
    ? null
    : { column: name, finding: 'late', value: count, sentence: text.message('late', { column: name, count }) };
}

/** Agreement beyond chance from this on is a copy. */
const COPY_KAPPA = 0.75;
/** A number that equals the target on this share of the rows where the target is not its commonest value is a copy. */
const COPY_SHARE = 0.5;

/** A column that says what the target says. */
export function findCopy(column: Column, judged: Judged): Finding | null {
  const share =
    judged.nClasses === 2
      ? agreement(column, judged.codes)
      : judged.nClasses === 0
        ? equality(column, judged.values)
        : null;
  if (share === null) return null;
  const sentence = text.message('copy', { column: column.name, share: { percent: share } });
  return { column: column.name, finding: 'copy', value: share, sentence };
}

/** Of a column of two values: the share of rows on which it says what the target says, where that is far beyond chance. */
function agreement(column: Column, codes: Int32Array): number | null {
  const kinds = twoKinds(column);
  if (!kinds) return null;
  let [same, known, ones, events] = [0, 0, 0, 0];
  kinds.forEach((kind, row) => {
    if (kind < 0) return;
    known++;
    ones += kind;
    events += codes[row]!;
    if (kind === codes[row]) same++;
  });
  if (known < 20) return null;
  const [p, q] = [ones / known, events / known];
  const kappaOf = (agreed: number, expected: number): number =>
    expected < 1 ? (agreed - expected) / (1 - expected) : 0;
  const straight = kappaOf(same / known, p * q + (1 - p) * (1 - q));
  const turned = kappaOf(1 - same / known, (1 - p) * q + p * (1 - q));
  if (Math.max(straight, turned) < COPY_KAPPA) return null;
  return straight >= turned ? same / known : 1 - same / known;
}

/** 0 and 1 for the two values of a column, −1 where missing; null where it has more or fewer. */
function twoKinds(column: Column): Int32Array | null {
  if (column.type === 'date') return null;
  const kinds = new Int32Array(column.length).fill(-1);
  const seen: (number | string)[] = [];
  const valueAt =
    column.type === 'text'
      ? (
          (codes) => (row: number) =>
            codes[row]!
        )(codesOf(column).codes)
      : (row: number) => (column.type === 'boolean' ? column.values[row]! : numberAt(column, row));
  for (let row = 0; row < kinds.length; row++) {
    if (isNull(column, row)) continue;
    const value = valueAt(row);
    let kind = seen.indexOf(value);
    if (kind < 0) kind = seen.push(value) - 1;
    if (kind > 1) return null;
    kinds[row] = kind;
  }
  return seen.length === 2 ? kinds : null;
}

/** Of a number: the share of rows on which it equals the target, among those where the target is not its commonest value. */
function equality(column: Column, values: Float64Array): number | null {
  if (column.type !== 'number') return null;
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let [common, most] = [NaN, 1];
  for (const [value, count] of counts) if (count > most) [common, most] = [value, count];
  let [equal, others] = [0, 0];
  values.forEach((value, row) => {
    if (value === common) return;
    others++;
    if (numberAt(column, row) === value) equal++;
  });
  return others >= 10 && equal / others >= COPY_SHARE ? equal / others : null;
}

/** How well a column does alone; null for one that is all ids, which {@link strengthOfId} judges. */
export function strengthOf(column: Column, judged: Judged): Strength {
  if (column.type === 'text') {
    const { codes, dictionary } = codesOf(column);
    return strengthOfKinds(
      codes.map((code) => (code < 0 ? dictionary.length : code)),
      dictionary.length + 1,
      judged,
    );
  }
  const x = Float64Array.from({ length: column.length }, (_, row) =>
    isNull(column, row) ? NaN : column.type === 'boolean' ? column.values[row]! : numberAt(column, row),
  );
  return strengthOfNumbers(x, judged);
}

/** How well an id tells the target by its first and last letters, its length and its number. */
export function strengthOfId(column: TextColumn, judged: Judged): Strength {
  const { codes, dictionary } = codesOf(column);
  const parts: ((id: string) => string)[] = [
    (id) => id.slice(0, 1), (id) => id.slice(0, 3), (id) => id.slice(-1), (id) => id.slice(-2), (id) => String(id.length),
  ]; // prettier-ignore
  const found = parts.map((part) => {
    const names = dictionary.map(part);
    const kinds = new Map([...new Set(names)].map((name, kind) => [name, kind]));
    const ofCode = names.map((name) => kinds.get(name)!);
    return strengthOfKinds(
      codes.map((code) => (code < 0 ? kinds.size : ofCode[code]!)),
      kinds.size + 1,
      judged,
    );
  });
  const numbers = dictionary.map((id) => Number(/\d+/.exec(id)?.[0] ?? NaN));
  found.push(
    strengthOfNumbers(
      Float64Array.from(codes, (code) => (code < 0 ? NaN : numbers[code]!)),
      judged,
    ),
  );
  return found.reduce((best, own) => (own.lower > best.lower ? own : best));
}

/** Whether a column is a list of ids: a text that is different on most rows, or one whose role says so. */
export function isId(column: Column): column is TextColumn {
  if (column.type !== 'text') return false;
  if (column.role === 'customerId' || column.role === 'orderId' || column.role === 'sessionId') return true;
  return codesOf(column).dictionary.length > column.length / 2;
}
