import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import {
  cellAt,
  codedTextColumn,
  isNull,
  nullBitmap,
  relabel,
  takeRows,
  type Column,
  type TextColumn,
  textAt,
} from '../../table/column.ts';
import { joinRows, type JoinedRows } from '../../table/join.ts';
import { Table } from '../../table/table.ts';
import { column, defineStep, metricOut, stepText, tableIn, tableOut } from '../define.ts';

const text = stepText({
  title: { en: 'Join tables', zh: '连接表' },
  summary: { en: 'Brings the columns of two tables together by a key.', zh: '按主键把两张表的列合在一起。' },
  about: {
    en: 'Rows with equal keys become one. **Left** keeps every row of the first table, **inner** only those with a partner, **full** all rows of both, **anti** the rows of the first without a partner. Keys are compared as they are written; a missing key matches nothing.\n\nWhere a key of the second table stands in several rows, each of them makes a row: the panel says so.',
    zh: '主键相同的行合为一行。**左连接**保留第一张表的所有行，**内连接**只保留有对应的行，**全连接**保留两张表的所有行，**反连接**保留第一张表中没有对应的行。主键按原样比较；缺失的主键不与任何行匹配。\n\n如果第二张表的某个主键出现多次，每次都会生成一行，面板会给出提示。',
  },
  inputs: { left: { en: 'First table', zh: '第一张表' }, right: { en: 'Second table', zh: '第二张表' } },
  outputs: {
    joined: { en: 'Joined table', zh: '连接后的表' },
    matched: { en: 'Rows of the first with a partner', zh: '第一张表中有对应的行' },
    unmatchedLeft: { en: 'Rows of the first without a partner', zh: '第一张表中没有对应的行' },
    unmatchedRight: { en: 'Rows of the second without a partner', zh: '第二张表中没有对应的行' },
  },
  parameters: {
    how: {
      label: { en: 'Keep', zh: '保留' },
      help: { en: 'Which rows the result holds.', zh: '结果包含哪些行。' },
      options: {
        left: { en: 'All of the first', zh: '第一张表的全部' },
        inner: { en: 'Only matches', zh: '只要匹配的' },
        full: { en: 'All of both', zh: '两张表的全部' },
        anti: { en: 'Those without a match', zh: '没有匹配的' },
      },
    },
    leftKey: {
      label: { en: 'Key of the first', zh: '第一张表的主键' },
      help: {
        en: 'The text column to match by; the table’s own key where none is chosen.',
        zh: '用来匹配的文本列；不选则使用该表的主键。',
      },
    },
    rightKey: {
      label: { en: 'Key of the second', zh: '第二张表的主键' },
      help: {
        en: 'The text column to match by; the table’s own key where none is chosen.',
        zh: '用来匹配的文本列；不选则使用该表的主键。',
      },
    },
  },
  messages: {
    repeated: {
      en: '{count, plural, one {# key stands} other {# keys stand}} in several rows of the second table, so rows of the first were repeated.',
      zh: '第二张表中有 {count, number} 个主键出现多次，因此第一张表的行被重复。',
    },
    unmatched: {
      en: '{left, plural, one {# row} other {# rows}} of the first table and {right, number} of the second have no partner.',
      zh: '第一张表有 {left, number} 行、第二张表有 {right, number} 行没有对应。',
    },
  },
});

const parameters = z.object({
  how: z
    .enum(['left', 'inner', 'full', 'anti'])
    .default('left')
    .meta({ ...text.parameter('how') }),
  leftKey: column({ port: 'left', types: ['text'], text: text.parameter('leftKey') }),
  rightKey: column({ port: 'right', types: ['text'], text: text.parameter('rightKey') }),
});

/** The column to match by: the chosen one, the table's own key, or the column that shares its role with the other's. */
function keyOf(table: Table, chosen: string | null, other: Table | null): TextColumn {
  if (chosen !== null) return table.text(chosen);
  const own = table.key();
  if (own) return own;
  const role = other?.key()?.role;
  const shared = role ? table.findRole(role) : null;
  if (shared?.type === 'text') return shared;
  throw new ClienteleError('missing-role', { table: table.name, role: role ?? 'customerId' });
}

/** Rows of a column, missing where the position is −1. */
function takeOrMissing(source: Column, rows: Int32Array): Column {
  if (source.length === 0) return emptyLike(source, rows.length);
  const taken = takeRows(
    source,
    rows.map((row) => Math.max(0, row)),
  );
  const nulls = nullBitmap(rows.length, (i) => rows[i]! < 0 || isNull(source, rows[i]!));
  if (!nulls) return taken;
  switch (taken.type) {
    case 'number':
      return { ...taken, nulls, values: Float64Array.from(taken.values, (value, i) => (rows[i]! < 0 ? NaN : value)) };
    case 'date':
      return { ...taken, nulls, values: taken.values.map((value, i) => (rows[i]! < 0 ? NaN : value)) };
    case 'boolean':
      return { ...taken, nulls, values: taken.values.map((value, i) => (rows[i]! < 0 ? 0 : value)) };
    case 'text':
      return relabelled(source, rows);
  }
}

function relabelled(source: Column, rows: Int32Array): Column {
  const dictionary: string[] = [];
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(rows, (row) => {
    const value = row < 0 ? null : cellAt(source, row);
    if (typeof value !== 'string') return -1;
    let code = codeOf.get(value);
    if (code === undefined) codeOf.set(value, (code = dictionary.push(value) - 1));
    return code;
  });
  return codedTextColumn(source.name, codes, dictionary, source);
}

function emptyLike(source: Column, length: number): Column {
  const nulls = nullBitmap(length, () => true);
  if (source.type === 'text') return relabelled(source, new Int32Array(length).fill(-1));
  if (source.type === 'boolean') return { ...source, length, nulls, values: new Uint8Array(length) };
  return { ...source, length, nulls, values: new Float64Array(length).fill(NaN) };
}

export const join = defineStep({
  id: 'prepare.join',
  version: 1,
  text,
  references: [],
  needs: {
    left: tableIn({ label: text.input('left'), prefersOutput: 'rfm' }),
    right: tableIn({ label: text.input('right'), prefersOutput: 'behaviour' }),
  },
  gives: {
    joined: tableOut({ label: text.output('joined'), name: 'features', entity: 'same' }),
    matched: metricOut({ label: text.output('matched'), better: 'none', unit: 'count' }),
    unmatchedLeft: metricOut({ label: text.output('unmatchedLeft'), better: 'none', unit: 'count' }),
    unmatchedRight: metricOut({ label: text.output('unmatchedRight'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ bytes, nRows }) => bytes * 2 + nRows * 32,
  run(context, { left, right }, p) {
    const leftKey = keyOf(left, p.leftKey, right);
    const rightKey = keyOf(right, p.rightKey, left);
    const pairs = joinRows(leftKey, rightKey, p.how, () => context.signal.throwIfAborted());
    const unmatchedLeft = left.nRows - pairs.nMatchedLeft;
    if (pairs.nRepeated > 0 && p.how !== 'anti') context.warn(text.message('repeated', { count: pairs.nRepeated }));
    if (unmatchedLeft + pairs.nUnmatchedRight > 0)
      context.warn(text.message('unmatched', { left: unmatchedLeft, right: pairs.nUnmatchedRight }));
    const key = joinKeys(leftKey, rightKey, pairs);
    const ours = left.columns.map((source) => (source.name === leftKey.name ? key : takeOrMissing(source, pairs.left)));
    const taken = new Set(left.columns.map(({ name }) => name));
    const others = p.how === 'anti' ? [] : right.columns.filter(({ name }) => name !== rightKey.name);
    const theirs = others.map((source) => {
      const name = taken.has(source.name) ? `${source.name}_2` : source.name;
      taken.add(name);
      // The first table's columns keep their roles; a role stands once in a table.
      const role = source.role && left.findRole(source.role) ? null : source.role;
      return relabel(takeOrMissing(source, pairs.right), { name, role });
    });
    const currency = left.currency ?? right.currency;
    const joined = new Table([...ours, ...theirs], { ...left.options(), currency });
    return { joined, matched: pairs.nMatchedLeft, unmatchedLeft, unmatchedRight: pairs.nUnmatchedRight };
  },
});

/** The key of each joined row, from whichever side has it. */
function joinKeys(left: TextColumn, right: TextColumn, pairs: JoinedRows): Column {
  const dictionary: string[] = [];
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(pairs.left, (row, i) => {
    const key = row >= 0 ? textAt(left, row) : textAt(right, pairs.right[i]!);
    if (key === null) return -1;
    let code = codeOf.get(key);
    if (code === undefined) codeOf.set(key, (code = dictionary.push(key) - 1));
    return code;
  });
  return codedTextColumn(left.name, codes, dictionary, left);
}
