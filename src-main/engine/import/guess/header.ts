import { areBooleanWords } from '../parse/words.ts';
import { guessDates, numberOf } from './dates.ts';
import { hintsOf } from './role-names.ts';

const isValue = (text: string): boolean =>
  !Number.isNaN(numberOf(text, '.')) || !Number.isNaN(numberOf(text, ',')) || guessDates([text], 0, false) !== null;

/** Years as names, after names of another kind: `product, 2010, 2011`. */
function areYears(fields: readonly string[]): boolean {
  const years = fields.filter((text) => /^(?:19|20)\d\d$/.test(text));
  return (
    years.length > 1 &&
    new Set(years).size === years.length &&
    fields.every((text) => years.includes(text) || !isValue(text)) &&
    years.length < fields.length
  );
}

/** Rows below the first that are looked at. */
const LOOKED_AT_ROWS = 200;

/**
 * Whether the first row names the columns.
 *
 * Numbers and dates are values, so that a row with any is none of names, unless most of its fields are names that are
 * known. Where all is text, a first row whose fields differ from each other and do not come back below is taken for names.
 */
export function looksLikeHeader(first: readonly string[], below: readonly (readonly string[])[]): boolean {
  const fields = first.map((text) => text.trim());
  const filled = fields.filter((text) => text !== '');
  if (filled.length === 0) return false;
  const known = filled.filter((text) => hintsOf(text).length > 0).length;
  if (known > filled.length / 2) return true;
  if (areYears(filled)) return true;
  if (filled.some(isValue) || areBooleanWords(filled)) return false;
  const rows = below.slice(0, LOOKED_AT_ROWS);
  if (rows.length === 0) return true;
  const hasTyped = fields.some(
    (text, j) => text !== '' && rows.filter((row) => isValue(row[j]?.trim() ?? '')).length > rows.length / 2,
  );
  if (hasTyped || known > 0) return true;
  return (
    new Set(filled).size === filled.length &&
    !rows.some((row) => row.some((value, j) => value !== '' && value.trim() === fields[j]))
  );
}

/** Names that are neither empty nor taken, without regard to case: `column_3`, `name_2`. */
export function distinctNames(given: readonly string[]): string[] {
  const taken = new Set<string>();
  return given.map((raw, j) => {
    const stem =
      raw
        .replaceAll('\0', '')
        .replace(/^\ufeff/, '')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, 190) || `column_${j + 1}`;
    let name = stem;
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${stem}_${n}`;
    taken.add(name.toLowerCase());
    return name;
  });
}

/**
 * The names in a header for rows of a given width. Tables that R writes leave the name of the row numbers out; fields
 * without a name at the end stay nameless.
 */
export function headerNames(header: readonly string[], width: number, firstLooksLikeNumbers: boolean): string[] {
  const names = [...header];
  if (names.length === width - 1 && firstLooksLikeNumbers) names.unshift('');
  while (names.length < width) names.push('');
  while (names.length > width && names.at(-1)?.trim() === '') names.pop();
  return names;
}
