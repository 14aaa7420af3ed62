import type { z } from 'zod';
import { escapeMessage, type Text } from '../../contract/text.ts';

/** What kinds of values are called where one is of the wrong kind. */
const KINDS: Readonly<Record<string, Text>> = {
  number: { en: 'a number', zh: '数字' },
  int: { en: 'a whole number', zh: '整数' },
  string: { en: 'text', zh: '文字' },
  boolean: { en: 'yes or no', zh: '是或否' },
  array: { en: 'a list', zh: '列表' },
  object: { en: 'an object', zh: '对象' },
};

/** A bound on a number is a value; on a list or a text it counts entries or letters. */
function bound(origin: string, limit: string, side: 'least' | 'most' | 'above' | 'below'): Text {
  const sides = {
    least: { en: 'at least', zh: '不小于' },
    most: { en: 'at most', zh: '不大于' },
    above: { en: 'more than', zh: '大于' },
    below: { en: 'less than', zh: '小于' },
  } as const;
  const unit =
    origin === 'array'
      ? { en: ' entries', zh: ' 项' }
      : origin === 'string'
        ? { en: ' letters', zh: ' 个字符' }
        : { en: '', zh: '' };
  return { en: `it is ${sides[side].en} ${limit}${unit.en}`, zh: `应${sides[side].zh} ${limit}${unit.zh}` };
}

/** Why a parameter's value was refused, in both languages; what a step's own rule says stands as it is. */
export function issueText(issue: z.core.$ZodIssue): Text {
  switch (issue.code) {
    case 'too_small':
      return bound(issue.origin, String(issue.minimum), issue.inclusive === false ? 'above' : 'least');
    case 'too_big':
      return bound(issue.origin, String(issue.maximum), issue.inclusive === false ? 'below' : 'most');
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? { en: issue.expected, zh: issue.expected };
      return { en: `it is to be ${kind.en}`, zh: `应为${kind.zh}` };
    }
    case 'invalid_value': {
      const values = issue.values.map((value) => escapeMessage(String(value)));
      return { en: `it is one of ${values.join(', ')}`, zh: `应为以下之一：${values.join('、')}` };
    }
    case 'unrecognized_keys':
      return { en: 'there is no such setting', zh: '没有这个参数' };
    case 'invalid_format':
      return { en: 'it has letters that are not allowed here', zh: '含有此处不允许的字符' };
    default:
      return { en: escapeMessage(issue.message), zh: escapeMessage(issue.message) };
  }
}
