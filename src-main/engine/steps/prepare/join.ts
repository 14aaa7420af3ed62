import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { numberColumn, relabel, takeRows, textColumn, withCodes, type Column } from '../../table/column.ts';
import { concatColumns, missingColumn } from '../../table/concat.ts';
import { freeName } from '../../table/free-name.ts';
import { joinCodes } from '../../table/join-codes.ts';
import { joinRows, type JoinedRows } from '../../table/join.ts';
import { Table } from '../../table/table.ts';
import { columns, defineStep, metricOut, tableIn, tableOut } from '../define.ts';
import { joinText as text } from './join-text.ts';

const parameters = z.object({
  how: z
    .enum(['left', 'inner', 'full', 'semi', 'anti'])
    .default('left')
    .meta({ ...text.parameter('how') }),
  leftKeys: columns({ port: 'left', text: text.parameter('leftKeys') }),
  rightKeys: columns({ port: 'right', text: text.parameter('rightKeys') }),
});

/** One key became a list of them. */
const listOf = (key: unknown): unknown[] => (key === null || key === undefined ? [] : [key]);

export const join = defineStep({
  id: 'prepare.join',
  version: 2,
  text,
  references: [],
  needs: {
    left: tableIn({ label: text.input('left'), prefersOutput: 'rfm' }),
    right: tableIn({ label: text.input('right'), prefersOutput: 'behaviour' }),
  },
  gives: {
    joined: tableOut({ label: text.output('joined'), name: 'features', entity: 'same' }),
    unmatched: tableOut({ label: text.output('unmatched'), name: 'unmatched_keys', entity: 'none', publish: false }),
    matched: metricOut({ label: text.output('matched'), better: 'none', unit: 'count' }),
    unmatchedLeft: metricOut({ label: text.output('unmatchedLeft'), better: 'none', unit: 'count' }),
    unmatchedRight: metricOut({ label: text.output('unmatchedRight'), better: 'none', unit: 'count' }),
  },
  parameters,
  upgrade: {
    1: ({ leftKey, rightKey, ...rest }) => ({ ...rest, leftKeys: listOf(leftKey), rightKeys: listOf(rightKey) }),
  },
  memory: ({ bytes, nRows }) => bytes * 2 + nRows * 48,
  run(context, { left, right }, p) {
    const leftKeys = keysOf(left, p.leftKeys, right);
    const rightKeys = keysOf(right, p.rightKeys, left);
    if (leftKeys.length !== rightKeys.length)
      throw new ClienteleError('bad-parameter', {
        parameter: 'rightKeys',
        value: rightKeys.map(({ name }) => name).join(', '),
        detail: leftKeys.map(({ name }) => name).join(', '),
      });
    const check = (): void => {
      context.signal.throwIfAborted();
    };
    const codes = joinCodes(leftKeys, rightKeys, check);
    const pairs = joinRows(codes, left.nRows, p.how, check);
    const [nLeft, nRight] = [pairs.unmatchedLeft.length, pairs.unmatchedRight.length];
    const isOneSided = p.how === 'anti' || p.how === 'semi';
    if (pairs.nRepeated > 0 && !isOneSided) context.warn(text.message('repeated', { count: pairs.nRepeated }));
    if (nLeft + nRight > 0) context.warn(text.message('unmatched', { left: nLeft, right: nRight }));
    const ours = left.columns.map((source) => {
      check();
      const key = leftKeys.findIndex(({ name }) => name === source.name);
      return key < 0 ? takeOrMissing(source, pairs.left) : eitherKey(source, rightKeys[key]!, pairs);
    });
    const theirs = isOneSided ? [] : addedColumns(left, right, rightKeys, pairs, check);
    return {
      joined: new Table([...ours, ...theirs], { ...left.options(), currency: left.currency ?? right.currency }),
      unmatched: unmatchedKeys(leftKeys, rightKeys, codes.codes, pairs),
      matched: pairs.nMatchedLeft,
      unmatchedLeft: nLeft,
      unmatchedRight: nRight,
    };
  },
});

/** The columns to match by: those chosen, the table's own key, or the column that shares its role with the other's key. */
function keysOf(table: Table, chosen: readonly string[], other: Table): Column[] {
  if (chosen.length > 0) return chosen.map((name) => table.column(name));
  const own = table.key();
  if (own) return [own];
  const role = other.key()?.role;
  const shared = role ? table.findRole(role) : null;
  if (shared?.type === 'text') return [shared];
  throw new ClienteleError('missing-role', { table: table.name, role: role ?? 'customerId' });
}

/** Rows of a column, missing where the position is −1. */
function takeOrMissing(source: Column, rows: Int32Array): Column {
  if (!rows.includes(-1)) return takeRows(source, rows);
  const longer = concatColumns(source, missingColumn(source.name, source.type, 1));
  return takeRows(
    longer,
    rows.map((row) => (row < 0 ? source.length : row)),
  );
}

/** The key of each joined row, from whichever side has it. */
function eitherKey(left: Column, right: Column, pairs: JoinedRows): Column {
  if (!pairs.left.includes(-1)) return withCodes(takeRows(left, pairs.left));
  const rows = pairs.left.map((row, i) => (row < 0 ? left.length + pairs.right[i]! : row));
  return withCodes(takeRows(concatColumns(left, right), rows));
}

/** What the second table adds: all but its keys, under names that are free. The first table's columns keep their roles. */
function addedColumns(
  left: Table,
  right: Table,
  keys: readonly Column[],
  pairs: JoinedRows,
  check: () => void,
): Column[] {
  const taken = new Set(left.columns.map(({ name }) => name));
  return right.columns
    .filter((source) => !keys.includes(source))
    .map((source) => {
      check();
      const name = freeName(source.name, taken);
      // A role stands once in a table.
      const role = source.role && left.findRole(source.role) ? null : source.role;
      return relabel(takeOrMissing(source, pairs.right), { name, role });
    });
}

/** Each key that found no partner, in which table it stands and in how many rows; missing keys together. */
function unmatchedKeys(
  left: readonly Column[],
  right: readonly Column[],
  codes: Int32Array,
  { unmatchedLeft, unmatchedRight }: JoinedRows,
): Table {
  const nLeft = left[0]?.length ?? 0;
  const rows: number[] = [];
  const counts: number[] = [];
  const addSide = (alone: Int32Array, from: number): void => {
    const placeOf = new Map<number, number>();
    for (const row of alone) {
      const place = placeOf.get(codes[from + row]!);
      if (place !== undefined) {
        counts[place]!++;
        continue;
      }
      placeOf.set(codes[from + row]!, rows.length);
      rows.push(from + row);
      counts.push(1);
    }
  };
  addSide(unmatchedLeft, 0);
  addSide(unmatchedRight, nLeft);
  const taken = new Set(left.map(({ name }) => name));
  const keys = left.map((column, i) =>
    relabel(takeRows(concatColumns(column, right[i]!), Int32Array.from(rows)), { role: null }),
  );
  const sides = textColumn(freeName('table', taken), rows.map((row) => (row < nLeft ? '1' : '2')), { label: text.column('side') }); // prettier-ignore
  const nRows = numberColumn(freeName('rows', taken), Int32Array.from(counts), { unit: 'count', label: text.column('rows') }); // prettier-ignore
  return new Table([sides, ...keys, nRows]);
}
