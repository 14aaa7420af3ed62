/** Letters and figures in a row. */
const RUN = /[\p{L}\p{M}\p{N}]+/gu;

/** Writing that puts no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

let segmenter: Intl.Segmenter | null = null;

/** Breaking writing by a dictionary is slow, and the same runs come again: so many are remembered. */
const MOST_KNOWN = 50_000;
const known = new Map<string, readonly string[]>();

function broken(run: string): readonly string[] {
  const words = known.get(run);
  if (words) return words;
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const found = Array.from(segmenter.segment(run))
    .filter(({ segment, isWordLike }) => isWordLike && (segment.length > 1 || UNSPACED.test(segment)))
    .map(({ segment }) => segment);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(run, found);
  return found;
}

/**
 * The words of a text in order, in small letters and one form of each sign: runs of letters and figures, Chinese and other unspaced
 * writing broken by the Unicode dictionary. A single letter of an alphabet is no word; a single Chinese character is.
 */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const run of text.normalize('NFKC').toLowerCase().match(RUN) ?? []) {
    if (UNSPACED.test(run)) words.push(...broken(run));
    else if (run.length > 1) words.push(run);
  }
  return words;
}

/** Words and, up to a length, words that stand side by side, joined by a space. */
export function phrasesOf(text: string, longest: number): string[] {
  const words = wordsOf(text);
  if (longest === 1) return words;
  const phrases = [...words];
  for (let length = 2; length <= longest; length++)
    for (let at = 0; at + length <= words.length; at++) phrases.push(words.slice(at, at + length).join(' '));
  return phrases;
}
