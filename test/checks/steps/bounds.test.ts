import { expect, it } from 'vitest';
import { z } from 'zod';
import { parametersOf } from '../../../src-main/engine/steps/define.ts';
import { pastBounds } from './bounds.ts';

const parameters = z.object({
  n: z.int().min(2).max(9).default(3),
  share: z.number().gt(0).max(1).nullable().default(null),
  word: z.string().min(1).max(4).default('a'),
  how: z.enum(['one', 'two']).default('one'),
  ks: z.array(z.int().min(1)).min(1).max(3).default([1]),
  rules: z
    .array(z.object({ name: z.string().max(2), by: z.enum(['value']).default('value'), limit: z.number().max(5) }))
    .default([]),
  rule: z
    .union([z.object({ kind: z.literal('a'), n: z.number().min(0) }), z.object({ kind: z.literal('b') })])
    .nullable()
    .default(null),
});

it('goes past every bound, in lists and objects too, and each is refused by name', () => {
  const past = pastBounds(z.toJSONSchema(parameters, { io: 'input' }));
  expect(past.map(({ where }) => where)).toEqual([
    'n = 1',
    'n = 10',
    'share = 1.000000001',
    'share = 0',
    'word too short',
    'word too long',
    'how = no option',
    'ks[] = 0',
    'ks too few',
    'ks too many',
    'rules[].name too long',
    'rules[].by = no option',
    'rules[].limit = 5.000000005',
    'rules[] without name',
    'rules[] without limit',
    'rule.n = -1e-9',
    'rule without kind',
    'rule without n',
    'rule without kind',
  ]);
  for (const { parameter, where, value } of past) {
    expect(() => parametersOf({ parameters }, { [parameter]: value }), where).toThrow(
      expect.objectContaining({
        code: 'bad-parameter',
        values: expect.objectContaining({ parameter }) as unknown,
      }) as Error,
    );
  }
});
