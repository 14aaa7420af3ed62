import { formatText, type Locale } from '../../src-main/contract/text.ts';
import { asRecord, type Field } from './fields.ts';
import { formText } from './form-text.ts';

/** The bounds of a number in words. */
function sayRange({ min, max }: Extract<Field, { kind: 'number' }>, locale: Locale): string {
  if (min !== null && max !== null) return formatText(formText.range, { min, max }, locale);
  if (min !== null) return formatText(formText.atLeast, { min }, locale);
  return formatText(formText.atMost, { max: max ?? 0 }, locale);
}

/** The first fault among fields, said with the name of its field. */
function faultAmong(fields: readonly Field[], value: unknown, locale: Locale): string | null {
  const values = asRecord(value);
  for (const field of fields) {
    const fault = faultOf(field, values[field.name], locale);
    if (fault !== null) return formatText(formText.inField, { field: field.label, fault }, locale);
  }
  return null;
}

/** The first fault in a tree of tests and groups: a test's own, or a group without any. */
function faultInTree(field: Extract<Field, { kind: 'tree' }>, value: unknown, locale: Locale): string | null {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  if (entries.length === 0) return formatText(formText.tooFewEntries, { n: 1 }, locale);
  for (const entry of entries) {
    const inner = asRecord(entry)[field.within];
    const fault = inner === undefined ? faultAmong(field.test, entry, locale) : faultInTree(field, inner, locale);
    if (fault !== null) return fault;
  }
  return null;
}

/**
 * Why a value cannot be kept as it is, in words, as far as its field knows: past a bound, empty, or not of the form it must
 * have; null where nothing is known to be wrong.
 */
export function faultOf(field: Field, value: unknown, locale: Locale): string | null {
  if (value === undefined || (value === null && field.nullable)) return null;
  switch (field.kind) {
    case 'number': {
      if (typeof value !== 'number') return null;
      const isPast = (field.min !== null && value < field.min) || (field.max !== null && value > field.max);
      return isPast ? sayRange(field, locale) : null;
    }
    case 'text': {
      if (value === '' && field.needed) return formatText(formText.missing, undefined, locale);
      const isOdd = field.pattern !== null && typeof value === 'string' && !new RegExp(field.pattern, 'u').test(value);
      return isOdd ? formatText(formText.oddText, undefined, locale) : null;
    }
    case 'list': {
      const entries: readonly unknown[] = Array.isArray(value) ? value : [];
      if (entries.length < field.least) return formatText(formText.tooFewEntries, { n: field.least }, locale);
      return entries.map((entry) => faultOf(field.item, entry, locale)).find((fault) => fault !== null) ?? null;
    }
    case 'tree':
      return faultInTree(field, value, locale);
    case 'object':
      return faultAmong(field.fields, value, locale);
    case 'variant': {
      const shape = field.variants.find((variant) => variant.value === asRecord(value)[field.by]);
      return faultAmong(shape?.fields ?? [], value, locale);
    }
    case 'date':
    case 'boolean':
    case 'choice':
    case 'columns':
    case 'texts':
    case 'numbers':
    case 'condition':
    case 'json':
      return null;
  }
}
