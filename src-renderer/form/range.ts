import { formatText, type Locale } from '../../src-main/contract/text.ts';
import type { Field } from './fields.ts';
import { formText } from './form-text.ts';

/** Whether a number is past the bounds of its field. */
export function isOutOfRange(field: Field, value: unknown): boolean {
  if (field.kind !== 'number' || typeof value !== 'number') return false;
  return (field.min !== null && value < field.min) || (field.max !== null && value > field.max);
}

/** The bounds of a number in words; null where there are none, or nothing to bound. */
export function sayRange(field: Field, locale: Locale): string | null {
  if (field.kind !== 'number') return null;
  const { min, max } = field;
  if (min !== null && max !== null) return formatText(formText.range, { min, max }, locale);
  if (min !== null) return formatText(formText.atLeast, { min }, locale);
  return max === null ? null : formatText(formText.atMost, { max }, locale);
}
