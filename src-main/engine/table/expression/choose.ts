import { UNKNOWN, missingFlags, type BooleanVector, type TextVector, type Vector } from './vectors.ts';

/** Of each row the one value where a condition holds, the other where not, and none where it is unknown. Both are of one type. */
export function chooseRows(condition: BooleanVector, yes: Vector, no: Vector): Vector {
  const { values: chosen } = condition;
  if (yes.type === 'text' && no.type === 'text') {
    const shift = yes.dictionary.length;
    const codeOf = (code: number): number => (code < 0 ? -1 : code + shift);
    const codes = yes.codes.map((code, row) => (chosen[row] === 1 ? code : chosen[row] === 0 ? codeOf(no.codes[row]!) : -1)); // prettier-ignore
    return { type: 'text', codes, dictionary: [...yes.dictionary, ...no.dictionary] };
  }
  const [a, b] = [yes, no] as Exclude<Vector, TextVector>[];
  const none = a!.type === 'boolean' ? UNKNOWN : NaN;
  const pick = (value: number, row: number): number => (chosen[row] === 1 ? value : chosen[row] === 0 ? b!.values[row]! : none); // prettier-ignore
  return { type: a!.type, values: a!.values.map(pick) } as Vector;
}

/** Of each row the first value that is not missing. */
export function firstKnown(vectors: readonly Vector[]): Vector {
  return vectors.reduce((known, next) => {
    const isKnown = missingFlags(known).map((missing) => 1 - missing);
    return chooseRows({ type: 'boolean', values: isKnown }, known, next);
  });
}
