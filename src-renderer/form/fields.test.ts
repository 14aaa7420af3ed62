import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { predicate } from '../../src-main/contract/table.ts';
import { matchingColumns } from './columns.ts';
import { conditionOf, predicateOf } from './condition.ts';
import { faultOf } from './fault.ts';
import { fieldsOf, partFields, startValue, withValue, type Field } from './fields.ts';
import { stepOf } from './number-step.ts';
import { sayValue } from './say-value.ts';

const label = (en: string) => ({ label: { en, zh: en } });

/** The schema of parameters as the engine sends it. */
const schemaOf = (shape: z.ZodRawShape): unknown => {
  const schema = z.toJSONSchema(z.object(shape), { io: 'input' });
  return JSON.parse(JSON.stringify(schema)) as unknown;
};

const only = (type: z.ZodType): Field => fieldsOf(schemaOf({ value: type }))[0]!;

describe('fields of a schema', () => {
  it('reads range, default and words of a whole number', () => {
    const field = only(z.int().min(2).max(200).default(8).meta(label('Clusters')));
    expect(field).toMatchObject({ kind: 'number', whole: true, min: 2, max: 200, preset: 8, nullable: false });
    expect(field.label.en).toBe('Clusters');
  });

  it('names what nobody named after its key', () => {
    expect(fieldsOf(schemaOf({ maxItems: z.boolean() }))[0]!.label.en).toBe('Max items');
  });

  it('takes “or nothing” for a number that may be left empty', () => {
    const schema = {
      properties: { halfLife: { default: null, anyOf: [{ type: 'number', minimum: 1 }, { type: 'null' }] } },
    };
    expect(fieldsOf(schema)[0]).toMatchObject({ kind: 'number', whole: false, min: 1, nullable: true, preset: null });
  });

  it('makes a slider only where there is a range', () => {
    expect(only(z.number().min(0).max(1).meta({ slider: true }))).toMatchObject({ slider: true });
    expect(only(z.number().min(0).meta({ slider: true }))).toMatchObject({ slider: false });
  });

  it('tells lists of texts, of numbers and of objects apart', () => {
    expect(only(z.array(z.string()))).toMatchObject({ kind: 'texts' });
    expect(only(z.array(z.int()).max(10))).toMatchObject({ kind: 'numbers', whole: true, most: 10 });
    const rules = only(z.array(z.object({ name: z.string(), days: z.int().default(30) })));
    expect(rules).toMatchObject({
      kind: 'list',
      item: { kind: 'object', fields: [{ name: 'name' }, { name: 'days' }] },
    });
  });

  it('tells shapes apart by the property that is fixed in each', () => {
    const shape = z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('days'), days: z.int() }),
      z.object({ kind: z.literal('top'), share: z.number().default(0.2) }),
    ]);
    const field = only(shape);
    expect(field).toMatchObject({ kind: 'variant', by: 'kind' });
    expect(startValue(field)).toEqual({ kind: 'days', days: 0 });
  });

  it('sees a condition on rows, also through a reference', () => {
    expect(only(predicate.nullable().default(null))).toMatchObject({ kind: 'condition', nullable: true });
    const rule = only(z.array(z.object({ tag: z.string(), when: predicate })));
    expect(rule).toMatchObject({ kind: 'list', item: { fields: [{ kind: 'text' }, { kind: 'condition' }] } });
  });

  it('keeps the words that stand beside a reference', () => {
    const schema = {
      properties: { rule: { $ref: '#/$defs/rule', label: { en: 'Rule', zh: '规则' }, default: 'a' } },
      $defs: { rule: { type: 'string', enum: ['a', 'b'] } },
    };
    expect(fieldsOf(schema)[0]).toMatchObject({ kind: 'choice', preset: 'a', label: { en: 'Rule' } });
  });

  it('edits as JSON what it does not know', () => {
    expect(only(z.record(z.string(), z.number()))).toMatchObject({ kind: 'json' });
  });
});

describe('a form', () => {
  const fields = fieldsOf(
    schemaOf({
      a: z.int().default(1),
      b: z.int().default(1).meta({ advanced: true }),
      c: z.int().default(1),
      d: z.int().default(1),
      e: z.int().default(1),
      f: z.int().default(1),
      g: z.int().default(1),
    }),
  );

  it('shows four fields first, none of them advanced, and hides none for one alone', () => {
    expect(partFields(fields).first.map(({ name }) => name)).toEqual(['a', 'c', 'd', 'e']);
    expect(partFields(fields).more.map(({ name }) => name)).toEqual(['b', 'f', 'g']);
    expect(partFields(fields.slice(0, 6)).first).toHaveLength(5);
  });

  it('stores only what differs from its default', () => {
    const [a] = fields;
    expect(withValue({}, a!, 5)).toEqual({ a: 5 });
    expect(withValue({ a: 5, c: 2 }, a!, 1)).toEqual({ c: 2 });
    expect(withValue({ a: 5 }, a!, undefined)).toEqual({});
  });

  it('steps by a round part of the range', () => {
    const number = (meta: z.ZodType): number => stepOf(only(meta) as Extract<Field, { kind: 'number' }>);
    expect(number(z.int().default(300))).toBe(1);
    expect(number(z.number().default(0.0001))).toBe(0.00001);
    expect(number(z.number().min(0).max(1).meta({ slider: true }))).toBe(0.01);
    expect(number(z.number().default(500))).toBe(1);
  });

  it('says values the way people do', () => {
    const days = only(
      z
        .number()
        .default(7)
        .meta({ unit: { en: 'days', zh: '天' } }),
    );
    expect(sayValue(days, 1234.5, 'en')).toBe('1,234.5 days');
    expect(sayValue(only(z.array(z.string())), ['a', 'b', 'c', 'd', 'e'], 'en')).toBe('a, b, c +2');
    expect(sayValue(only(z.boolean()), false, 'zh')).toBe('否');
    expect(sayValue(days, null, 'en')).toBe('');
  });

  it('says columns by their labels, and by their names where they have none or are gone', () => {
    const field = { ...only(z.array(z.string())), kind: 'columns', port: 'table', types: null, many: true } as const;
    const label = { en: 'Total spent', zh: '累计消费' };
    const columns = { table: [{ name: 'total_spent', type: 'number', label }, { name: 'x1', type: 'number', label: null }] }; // prettier-ignore
    expect(sayValue(field, ['total_spent', 'x1', 'gone'], 'en', columns)).toBe('Total spent, x1, gone');
    expect(sayValue({ ...field, many: false }, 'total_spent', 'zh', columns)).toBe('累计消费');
    expect(sayValue(field, ['total_spent'], 'en')).toBe('total_spent');
  });
});

describe('a condition', () => {
  it('survives being taken apart and put together', () => {
    const stored = {
      op: 'or' as const,
      args: [
        { op: 'between' as const, column: 'days', min: null, max: 30 },
        { op: 'not' as const, arg: { op: 'null' as const, column: 'name' } },
        { op: 'in' as const, column: 'group', values: ['a'] },
      ],
    };
    expect(predicateOf(conditionOf(stored)!)).toEqual(stored);
  });

  it('leaves out tests that ask for nothing yet', () => {
    const rows = [
      { column: 'a', filter: { kind: 'contains' as const, text: '' } },
      { column: 'b', filter: { kind: 'missing' as const } },
    ];
    expect(predicateOf({ join: 'and', rows })).toEqual({ op: 'null', column: 'b' });
    expect(predicateOf({ join: 'and', rows: rows.slice(0, 1) })).toBeNull();
  });

  it('does not pretend to know a lasso or nested conditions', () => {
    const lasso = { op: 'polygon' as const, x: 'x', y: 'y', points: [[0, 0]] as [number, number][] };
    expect(conditionOf(lasso)).toBeNull();
    expect(conditionOf({ op: 'and', args: [{ op: 'or', args: [] }] })).toBeNull();
  });
});

describe('what is wrong with a value', () => {
  it('names the bounds of a number', () => {
    const field = only(z.int().min(2).max(200));
    expect(faultOf(field, 500, 'en')).toBe('Choose from 2 to 200.');
    expect(faultOf(field, 200, 'en')).toBeNull();
    expect(faultOf(only(z.number().min(0)), -1, 'zh')).toBe('不能小于 0。');
  });

  it('says which field of which entry is empty, and takes it once it is not', () => {
    const when = z.array(z.object({ feature: z.string().min(1) })).min(1);
    const rules = only(z.array(z.object({ tag: z.string().regex(/^[a-z]+$/), when })));
    const entry = startValue((rules as Extract<Field, { kind: 'list' }>).item);
    expect(entry).toEqual({ tag: '', when: [{ feature: '' }] });
    expect(faultOf(rules, [entry], 'en')).toBe('Tag: Fill this in.');
    expect(faultOf(rules, [{ tag: 'new one', when: [{ feature: 'recency' }] }], 'en')).toMatch(/^Tag: Use letters/);
    expect(faultOf(rules, [{ tag: 'new', when: [] }], 'en')).toBe('When: Add at least 1.');
    expect(faultOf(rules, [{ tag: 'new', when: [{ feature: 'recency' }] }], 'en')).toBeNull();
  });
});

it('finds columns by name and by words', () => {
  const options = [
    { value: 'recency', label: 'Days since last order' },
    { value: 'monetary', label: 'Total paid' },
  ];
  expect(matchingColumns({ options, search: 'rec' })).toHaveLength(1);
  expect(matchingColumns({ options, search: 'PAID' })[0]?.value).toBe('monetary');
  expect(matchingColumns({ options, search: '' })).toHaveLength(2);
});
