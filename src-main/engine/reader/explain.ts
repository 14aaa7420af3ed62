import type { SelectionDifference, SelectionRule } from '../../contract/project.ts';
import type { Predicate } from '../../contract/table.ts';
import { everyNth } from '../maths/matrix.ts';
import { binFeature, type BinnedFeature, type RuleFeature } from '../maths/rules/bins.ts';
import { ruleQuality } from '../maths/rules/quality.ts';
import { binnedDelta, binnedShares, findRule, type RuleTest } from '../maths/rules/search.ts';
import { quantilesOf } from '../maths/selection.ts';
import type { CancelSignal } from '../steps/context.ts';
import { codesOf, columnInfo, isNull, takeRows, type Column } from '../table/column.ts';
import { evaluatePredicate } from '../table/predicate.ts';
import { numberAt, type Table } from '../table/table.ts';

/** Rules are sought on at most so many rows; how good the found one is, is counted on all. */
const MOST_ROWS = 100_000;
const MOST_DIFFERENCES = 6;
/** Smaller differences are called negligible: Romano et al. (2006), Appropriate statistics for ordinal level data. */
const LEAST_EFFECT = 0.147;

/** What sets the selected rows of one table apart from its others. */
export interface Explanation {
  readonly differences: readonly SelectionDifference[];
  readonly rule: SelectionRule | null;
}

/**
 * What sets rows apart, by columns that a person can read, and the short rule that says best who they are.
 *
 * @param flags 1 for the selected rows.
 * @param hidden columns that say nothing new: the axes of the map that was drawn on, or those the selection is a rule over already.
 */
export function explainRows(
  table: Table,
  flags: Uint8Array,
  hidden: ReadonlySet<string>,
  signal: CancelSignal,
): Explanation {
  const rows = table.nRows > MOST_ROWS ? everyNth(table.nRows, MOST_ROWS) : null;
  const inside = rows ? Uint8Array.from(rows, (row) => flags[row]!) : flags;
  const columns = table.columns.filter(({ name }) => !hidden.has(name)).flatMap((column) => sampled(column, rows));
  const features = columns.flatMap((column): { column: Column; binned: BinnedFeature }[] => {
    signal.throwIfAborted();
    const binned = binFeature(featureOf(column));
    return binned ? [{ column, binned }] : [];
  });
  const found = findRule(
    features.map(({ binned }) => binned),
    inside,
    () => signal.throwIfAborted(),
  );
  const named = new Map(features.map(({ column, binned }) => [binned, column]));
  return {
    differences: differencesOf(features, inside),
    rule: found && judge(table, flags, { op: 'and', args: found.tests.map((test) => predicateOf(test, named)) }),
  };
}

/** A key tells rows apart without saying anything of a group. */
function sampled(column: Column, rows: Int32Array | null): Column[] {
  const isKey = ['customerId', 'itemId', 'orderId'].includes(column.role ?? '');
  return isKey ? [] : [rows ? takeRows(column, rows) : column];
}

function featureOf(column: Column): RuleFeature {
  const { name } = column;
  if (column.type === 'text') {
    const { codes, dictionary } = codesOf(column);
    return { name, kind: 'choice', codes, nChoices: dictionary.length };
  }
  if (column.type === 'boolean') {
    const codes = Int32Array.from(column.values, (value, row) => (isNull(column, row) ? -1 : value));
    return { name, kind: 'choice', codes, nChoices: 2 };
  }
  const values =
    column.type === 'date'
      ? column.values
      : Float64Array.from({ length: column.length }, (_, row) => numberAt(column, row));
  return { name, kind: column.type, values };
}

const choiceOf = (column: Column, choice: number): string | boolean =>
  column.type === 'text' ? (codesOf(column).dictionary[choice] ?? '') : choice === 1;

function predicateOf(test: RuleTest, named: ReadonlyMap<BinnedFeature, Column>): Predicate {
  const { of } = test;
  const column = of.feature.name;
  if ('choices' in test) {
    const values = test.choices.map((choice) => choiceOf(named.get(of)!, choice));
    return { op: 'in', column, values };
  }
  const min = test.from === 0 ? null : of.atLeast[test.from - 1]!;
  const max = test.to === of.nBins - 1 ? null : of.atMost[test.to]!;
  return { op: 'between', column, min, max };
}

function judge(table: Table, flags: Uint8Array, predicate: Predicate): SelectionRule {
  const { picked, precision, recall } = ruleQuality(evaluatePredicate(table, predicate), (row) => flags[row] === 1);
  return { predicate, nRows: picked, precision, recall };
}

function differencesOf(
  features: readonly { column: Column; binned: BinnedFeature }[],
  inside: Uint8Array,
): SelectionDifference[] {
  const measured = features.map(({ column, binned }) => {
    if (binned.feature.kind !== 'choice') return { column, binned, effect: binnedDelta(binned, inside), shares: null };
    const { value, others, choice } = binnedShares(binned, inside);
    return { column, binned, effect: value - others, shares: { choice: choiceOf(column, choice), value, others } };
  });
  return measured
    .filter(({ effect }) => Math.abs(effect) >= LEAST_EFFECT)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, MOST_DIFFERENCES)
    .map(({ column, binned: { feature }, effect, shares }) => {
      const middles = feature.kind === 'choice' ? null : mediansOf(feature.values, inside);
      return { column: columnInfo(column), effect, choice: null, value: 0, others: 0, ...middles, ...shares };
    });
}

function mediansOf(values: Float64Array, inside: Uint8Array): { value: number; others: number } {
  const median = (own: number): number => quantilesOf(values.filter((_, i) => inside[i] === own), [0.5])[0] ?? NaN; // prettier-ignore
  return { value: median(1), others: median(0) };
}
