const PAIRS: readonly (readonly [string, string])[] = [
  ['true', 'false'], ['yes', 'no'], ['y', 'n'], ['t', 'f'], ['on', 'off'], ['是', '否'], ['真', '假'], ['有', '无'], ['对', '错'],
]; // prettier-ignore
const ONES: readonly (readonly [string, string])[] = [['1', '0']];

const MEANING = new Map([...PAIRS, ...ONES].flatMap(([yes, no]) => [[yes, 1] as const, [no, 0] as const]));

/** 1 for a word that says yes, 0 for one that says no, null for any other. */
export const booleanOf = (text: string): 0 | 1 | null => MEANING.get(text.trim().toLowerCase()) ?? null;

/** Whether texts are words of one pair that says yes and no; 1 and 0 are numbers. */
export function areBooleanWords(texts: Iterable<string>): boolean {
  const words = new Set<string>();
  for (const text of texts) {
    words.add(text.trim().toLowerCase());
    if (words.size > 2) return false;
  }
  return words.size > 0 && PAIRS.some((pair) => [...words].every((word) => pair.includes(word)));
}

/** Words by which programs and people say that there is no value, in lower case. */
export const MISSING_WORDS: readonly string[] = ['na', 'n/a', '#n/a', 'nan', 'null', 'none', 'nil', '\\n', '-', '--', '?', '.', '#null!', '#value!', '#ref!', '#div/0!', '(null)', '<null>', 'missing', '无', '空', '缺失', '暂无']; // prettier-ignore

/** Those that hardly any text would be: `None` and `-` may be what somebody meant. */
export const TEXT_MISSING_WORDS: readonly string[] = [
  'n/a',
  '#n/a',
  'nan',
  'null',
  '\\n',
  '(null)',
  '<null>',
  '#ref!',
  '#value!',
];

const UPPER_A = 0x41;
const UPPER_Z = 0x5a;

/** Tests bytes against words, without regard to the case of Latin letters and to spaces around them. */
export function wordTest(words: readonly string[]): (bytes: Uint8Array, start: number, end: number) => boolean {
  const encoded = words.map((word) => Buffer.from(word.toLowerCase(), 'utf8'));
  const longest = Math.max(0, ...encoded.map((word) => word.length));
  return (bytes, start, end) => {
    let from = start;
    let to = end;
    while (from < to && bytes[from]! <= 0x20) from++;
    while (to > from && bytes[to - 1]! <= 0x20) to--;
    if (to - from > longest) return false;
    return encoded.some(
      (word) => word.length === to - from && word.every((byte, i) => byte === lower(bytes[from + i]!)),
    );
  };
}

const lower = (byte: number): number => (byte >= UPPER_A && byte <= UPPER_Z ? byte | 0x20 : byte);

/** Whether there is nothing but spaces. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! > 0x20) return false;
  return true;
}
