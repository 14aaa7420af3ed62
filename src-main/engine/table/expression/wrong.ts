import { ClienteleError } from '../../../contract/errors.ts';
import type { Text } from '../../../contract/text.ts';

/** An error that says what is wrong with an expression, and at which character, counted from 1. @param what an ICU message, data in it escaped */
export const wrongAt = (source: string, at: number, what: Text): ClienteleError =>
  new ClienteleError('bad-parameter', {
    parameter: 'expression',
    value: source,
    detail: { en: `at character ${at + 1}: ${what.en}`, zh: `第 ${at + 1} 个字符：${what.zh}` },
  });
