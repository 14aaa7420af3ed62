import { pairCodes } from '../pair-codes.ts';
import { isoText } from '../iso-text.ts';
import { UNKNOWN, type BooleanVector, type NumberVector, type TextVector, type Vector } from './vectors.ts';

/** Another text of each text; a text is looked at once, however many rows hold it. */
export const mapTexts = ({ codes, dictionary }: TextVector, change: (text: string) => string): TextVector => ({
  type: 'text',
  codes,
  dictionary: dictionary.map(change),
});

/** A number of each text; NaN where the text says none. */
export function numbersOfTexts(
  { codes, dictionary }: TextVector,
  type: NumberVector['type'],
  read: (text: string) => number,
): NumberVector {
  const ofEntry = Float64Array.from(dictionary, read);
  return { type, values: Float64Array.from(codes, (code) => (code < 0 ? NaN : ofEntry[code]!)) };
}

/** One text of two; missing where either is. */
export function joinTexts(a: TextVector, b: TextVector, join: (a: string, b: string) => string): TextVector {
  const { codes, nCodes, firstRows } = pairCodes({ codes: a.codes, nCodes: a.dictionary.length }, { codes: b.codes, nCodes: b.dictionary.length }); // prettier-ignore
  const dictionary = Array.from({ length: nCodes }, (_, pair) => {
    const row = firstRows[pair]!;
    return join(a.dictionary[a.codes[row]!]!, b.dictionary[b.codes[row]!]!);
  });
  return { type: 'text', codes, dictionary };
}

/** Yes or no of two texts; missing where either is. */
export function testTexts(a: TextVector, b: TextVector, test: (a: string, b: string) => boolean): BooleanVector {
  const said = joinTexts(a, b, (left, right) => (test(left, right) ? '1' : ''));
  const ofPair = Uint8Array.from(said.dictionary, (answer) => (answer === '1' ? 1 : 0));
  return { type: 'boolean', values: Uint8Array.from(said.codes, (code) => (code < 0 ? UNKNOWN : ofPair[code]!)) };
}

/** What a value looks like written down: numbers in as few digits as tell them, dates as ISO, yes and no as true and false. */
export function writtenOut(vector: Vector): TextVector {
  if (vector.type === 'text') return vector;
  const dictionary: string[] = [];
  const codeOf = new Map<number, number>();
  const write = (value: number): string =>
    vector.type === 'boolean' ? String(value === 1) : vector.type === 'date' ? isoText(value) : String(value);
  const codes = Int32Array.from(vector.values, (value) => {
    if (Number.isNaN(value) || (vector.type === 'boolean' && value === UNKNOWN)) return -1;
    let code = codeOf.get(value);
    if (code === undefined) codeOf.set(value, (code = dictionary.push(write(value)) - 1));
    return code;
  });
  return { type: 'text', codes, dictionary };
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$/u;

/** The date that a text says, as 2024-01-31 or 2024-01-31 09:30; NaN where it says none. */
export const dateOfText = (text: string): number =>
  ISO_DATE.test(text) ? Date.parse(`${text.replace(' ', 'T')}${text.length > 10 ? '' : 'T00:00'}Z`) : NaN;
