import { formatDate, formatText, numberFormat, type Locale } from '../../src-main/contract/text.ts';
import type { PortColumns } from './control.ts';
import type { Field } from './fields.ts';
import { formText } from './form-text.ts';

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Names at most this many of a list; the rest are counted. */
const MOST_NAMED = 3;

function sayList(names: readonly string[], locale: Locale): string {
  const shown = names.slice(0, MOST_NAMED).join(locale === 'zh' ? '、' : ', ');
  return names.length > MOST_NAMED ? `${shown} +${numberFormat(locale).format(names.length - MOST_NAMED)}` : shown;
}

/**
 * A value of a field in a few words; empty where there is nothing to say.
 *
 * @param columns what the columns at the ports are called; those that are not there go by their names.
 */
export function sayValue(field: Field, value: unknown, locale: Locale, columns: PortColumns = {}): string {
  if (value === null || value === undefined || value === '') return '';
  const unit = field.unit ? ` ${formatText(field.unit, undefined, locale)}` : '';
  switch (field.kind) {
    case 'number':
      return numberFormat(locale, { maximumSignificantDigits: 6 }).format(Number(value)) + unit;
    case 'date':
      return formatDate(Number(value), locale);
    case 'boolean':
      return formatText(value === true ? formText.on : formText.off, undefined, locale);
    case 'choice': {
      const option = field.options.find((candidate) => candidate.value === value);
      return option ? formatText(option.label, undefined, locale) : JSON.stringify(value);
    }
    case 'text':
      return asText(value).replace(/\s+/g, ' ').slice(0, 60);
    case 'columns': {
      const called = (name: unknown): string => {
        const label = columns[field.port]?.find((column) => column.name === name)?.label;
        return label ? formatText(label, undefined, locale) : String(name);
      };
      return typeof value === 'string' ? called(value) : sayList(asList(value).map(called), locale);
    }
    case 'texts':
      return sayList(asList(value).map(String), locale);
    case 'numbers':
      return asList(value)
        .map((n) => numberFormat(locale).format(Number(n)))
        .join(', ');
    case 'list':
    case 'tree':
      return numberFormat(locale).format(asList(value).length);
    case 'condition':
    case 'object':
    case 'variant':
    case 'json':
      return '';
  }
}
