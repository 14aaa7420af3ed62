import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { depthOf, dissolved, innerOf, newGroup, newTest, removed } from './condition-tree.ts';
import { faultOf } from './fault.ts';
import { fieldsOf, startValue, type Field } from './fields.ts';
import { sayValue } from './say-value.ts';

const test = z.object({ feature: z.string().min(1), min: z.number().nullable().default(null) });
const entry: z.ZodType = z.lazy(() => z.union([test, group]));
const list = z.array(entry).min(1).max(10).meta({ tree: { deepest: 3 } }); // prettier-ignore
const group = z.object({ match: z.enum(['all', 'any']).default('all'), when: list });

const schema = JSON.parse(JSON.stringify(z.toJSONSchema(z.object({ when: list }), { io: 'input' }))) as unknown;
const field = fieldsOf(schema)[0] as Extract<Field, { kind: 'tree' }>;

const old = { feature: 'recency', min: 3 };
const a = { feature: 'a', min: null };
const nested = { match: 'any', when: [a, { match: 'all', when: [a, old] }] };

describe('a tree of conditions', () => {
  it('is seen in a schema that refers to itself, with the fields of tests and of groups apart', () => {
    expect(field).toMatchObject({ kind: 'tree', within: 'when', most: 10, deepest: 3 });
    expect(field.test.map(({ name }) => name)).toEqual(['feature', 'min']);
    expect(field.group.map(({ name }) => name)).toEqual(['match']);
  });
  it('begins with one test, and a group with what it is made around', () => {
    expect(startValue(field)).toEqual([{ feature: '', min: null }]);
    expect(newGroup(field, [newTest(field)])).toEqual({ match: 'all', when: [{ feature: '', min: null }] });
  });
  it('tells tests from groups, and how deep these stand', () => {
    expect(innerOf(field, old)).toBeNull();
    expect(innerOf(field, nested)).toHaveLength(2);
    expect([[old], [nested], [old, nested]].map((entries) => depthOf(field, entries))).toEqual([1, 3, 3]);
  });
  it('is changed without changing what it was', () => {
    expect(dissolved(field, [old, nested], 1)).toEqual([old, ...nested.when]);
    expect(removed([old, nested], 0)).toEqual([nested]);
    expect(removed([old], 0)).toEqual([old]);
    expect(nested.when).toHaveLength(2);
  });
  it('says what is wrong in it, however deep', () => {
    const broken = { match: 'any', when: [a, { match: 'all', when: [{ feature: '', min: null }] }] };
    expect(faultOf(field, [nested], 'en')).toBeNull();
    expect(faultOf(field, [broken], 'en')).toBe('Feature: Fill this in.');
    expect(faultOf(field, [{ match: 'any', when: [] }], 'en')).toBe('Add at least 1.');
    expect(sayValue(field, [old, nested], 'en')).toBe('2');
  });
});
