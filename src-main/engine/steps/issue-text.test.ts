import { expect, it } from 'vitest';
import { z } from 'zod';
import { formatError } from '../../contract/errors.ts';
import { parametersOf } from './define.ts';

const step = {
  parameters: z.object({
    k: z.int().min(2).max(20).default(3),
    share: z.number().gt(0).lt(1).default(0.5),
    names: z.array(z.string().max(3)).min(1).default(['a']),
    how: z.enum(['left', 'inner']).default('left'),

    tag: z
      .string()
      .regex(/^[\p{L}]+$/u)
      .default('a'),
    even: z
      .number()
      .refine((value) => value % 2 === 0, 'not {even}')
      .default(2),
  }),
};

function refusal(given: Record<string, unknown>, locale: 'en' | 'zh'): string {
  try {
    parametersOf(step, given);
  } catch (thrown) {
    return formatError(thrown as Parameters<typeof formatError>[0], locale).what;
  }
  return expect.fail();
}

it.each([
  [{ k: 1 }, '“k” cannot be 1: it is at least 2', '“k”不能为 1：应不小于 2'],
  [{ k: 21 }, '“k” cannot be 21: it is at most 20', '“k”不能为 21：应不大于 20'],
  [{ k: 2.5 }, '“k” cannot be 2.5: it is to be a whole number', '“k”不能为 2.5：应为整数'],
  [{ share: 0 }, '“share” cannot be 0: it is more than 0', '“share”不能为 0：应大于 0'],
  [{ share: 'x' }, '“share” cannot be "x": it is to be a number', '“share”不能为 "x"：应为数字'],
  [{ names: [] }, '“names” cannot be []: it is at least 1 entries', '“names”不能为 []：应不小于 1 项'],
  [
    { names: ['long'] },
    '“names” cannot be ["long"]: it is at most 3 letters',
    '“names”不能为 ["long"]：应不大于 3 个字符',
  ],
  [{ how: 'x' }, '“how” cannot be "x": it is one of left, inner', '“how”不能为 "x"：应为以下之一：left、inner'],
  [{ other: 1 }, '“other” cannot be 1: there is no such setting', '“other”不能为 1：没有这个参数'],
  [
    { tag: '-' },
    '“tag” cannot be "-": it has letters that are not allowed here',
    '“tag”不能为 "-"：含有此处不允许的字符',
  ],
  [{ even: 3 }, '“even” cannot be 3: not {even}', '“even”不能为 3：not {even}'],
])('says why %j was refused', (given, en, zh) => {
  expect(refusal(given, 'en')).toBe(en);
  expect(refusal(given, 'zh')).toBe(zh);
});
