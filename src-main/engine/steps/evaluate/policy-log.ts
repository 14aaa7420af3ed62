import { ClienteleError } from '../../../contract/errors.ts';
import type { LoggedRewards } from '../../maths/metrics/policy-value.ts';
import { codesOf, isNull, type Column } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { messageWords } from '../message-words.ts';
import { policyText as text } from './policy-text.ts';

/** The rows of a log that an estimate can rest on. */
export interface PolicyLog extends LoggedRewards {
  /** The customer of each row, from 0. */
  readonly customers: Int32Array;
  readonly nCustomers: number;
  readonly nLeftOut: number;
}

export interface PolicyColumns {
  readonly propensity: string | null;
  readonly chance: string | null;
  readonly nShown: number;
}

const PROPENSITY = /^(propensity|propensity_score|pscore|倾向得分|倾向性得分|展示概率)$/iu;

/**
 * Reads what was shown, what came of it, and how likely both policies were to show it.
 *
 * @param recommendations what the new policy shows where no column says so. @throws missing-role, missing-input, missing-column,
 * wrong-column-type; no-usable-column where there is no propensity; no-usable-rows where the log never shows what the policy would; bad-input where a
 * probability is none
 */
export function readPolicyLog(log: Table, recommendations: Table | null, p: PolicyColumns): PolicyLog {
  const propensities = log.number(p.propensity ?? propensityOf(log));
  const given = p.chance === null ? null : log.number(p.chance);
  const chanceOf = given ? (row: number) => numberAt(given, row) : chancesBy(log, recommendations, p.nShown);
  const [customers, items] = [codesOf(log.textRole('customerId')).codes, codesOf(log.textRole('itemId')).codes];
  const rewardOf = rewardsOf(log.role('outcome'));
  const rows = Int32Array.from({ length: log.nRows }, (_, row) => row).filter(
    (row) =>
      customers[row]! >= 0 &&
      items[row]! >= 0 &&
      !Number.isNaN(rewardOf(row)) &&
      (given !== null || chanceOf(row) >= 0),
  );
  if (rows.length === 0) throw new ClienteleError('no-usable-rows', { detail: text.message('no-customers').text });
  const found = {
    rewards: Float64Array.from(rows, rewardOf),
    propensities: Float64Array.from(rows, (row) => numberAt(propensities, row)),
    chances: Float64Array.from(rows, chanceOf),
  };
  refuse('bad-propensity', propensities.name, found.propensities, (value) => value > 0 && value <= 1);
  refuse('bad-chance', given?.name ?? '', found.chances, (value) => value >= 0 && value <= 1);
  if (!found.chances.some((chance) => chance > 0))
    throw new ClienteleError('no-usable-rows', { detail: text.message('never-shown').text });
  const numbers = new Map<number, number>();
  const own = rows.map((row) => {
    const known = numbers.get(customers[row]!);
    if (known !== undefined) return known;
    numbers.set(customers[row]!, numbers.size);
    return numbers.size - 1;
  });
  return { ...found, customers: own, nCustomers: numbers.size, nLeftOut: log.nRows - rows.length };
}

function propensityOf(log: Table): string {
  const found = log.columns.find(({ name, type }) => type === 'number' && PROPENSITY.test(name));
  if (!found) throw new ClienteleError('no-usable-column', { detail: text.message('no-propensity').text });
  return found.name;
}

function rewardsOf(column: Column): (row: number) => number {
  if (column.type === 'number') return (row) => numberAt(column, row);
  if (column.type === 'boolean') return (row) => (isNull(column, row) ? NaN : column.values[row]!);
  throw new ClienteleError('wrong-column-type', { column: column.name, got: column.type, needed: 'number' });
}

function refuse(code: 'bad-propensity' | 'bad-chance', column: string, values: Float64Array, fits: (value: number) => boolean): void {
  const count = values.reduce((n, value) => n + (fits(value) ? 0 : 1), 0);
  if (count > 0) throw new ClienteleError('bad-input', { detail: messageWords(text.message(code, { column, count })) });
} // prettier-ignore

/** How likely a row's item is to be shown: one of the customer's first recommendations; −1 for a customer without any. */
function chancesBy(log: Table, recommendations: Table | null, nShown: number): (row: number) => number {
  if (!recommendations) throw new ClienteleError('missing-input', { input: text.source.inputs.recommendations });
  const lists = firstItems(recommendations, nShown);
  const [customers, items] = [codesOf(log.textRole('customerId')), codesOf(log.textRole('itemId'))];
  const listOf = customers.dictionary.map((id) => lists.get(id));
  return (row) => {
    const list = listOf[customers.codes[row]!];
    if (!list) return -1;
    return list.includes(items.dictionary[items.codes[row]!] ?? '') ? 1 / list.length : 0;
  };
}

/** The first items of each customer, by rank where there is one, else as they stand. */
function firstItems(table: Table, n: number): Map<string, string[]> {
  const [customers, items] = [codesOf(table.textRole('customerId')), codesOf(table.textRole('itemId'))];
  const rank = table.find('rank');
  const order = Int32Array.from({ length: table.nRows }, (_, row) => row);
  if (rank?.type === 'number') order.sort((a, b) => numberAt(rank, a) - numberAt(rank, b) || a - b);
  const lists = new Map<string, string[]>();
  for (const row of order) {
    const [customer, item] = [customers.dictionary[customers.codes[row]!], items.dictionary[items.codes[row]!]];
    if (customer === undefined || item === undefined) continue;
    const own = lists.get(customer) ?? [];
    if (own.length < n && !own.includes(item)) lists.set(customer, [...own, item]);
  }
  return lists;
}
