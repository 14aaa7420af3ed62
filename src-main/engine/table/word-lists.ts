import { grown } from './byte-dictionary.ts';
import { phrasesOf } from './words.ts';

/** The words of many texts as numbers: those of text i are ids[offsets[i] … offsets[i + 1]). */
export interface WordLists {
  /** Each different word once, by first appearance. */
  readonly words: readonly string[];
  readonly offsets: Int32Array;
  readonly ids: Int32Array;
}

/** Reads texts one after the other, so that no more than one of them lies in memory as words. @param look called at each text */
export function listWords(texts: readonly string[], longest: number, look: (text: number) => void): WordLists {
  const idOf = new Map<string, number>();
  const offsets = new Int32Array(texts.length + 1);
  let ids = new Int32Array(1 << 10);
  let n = 0;
  texts.forEach((text, i) => {
    look(i);
    for (const word of phrasesOf(text, longest)) {
      let id = idOf.get(word);
      if (id === undefined) idOf.set(word, (id = idOf.size));
      if (n === ids.length) ids = grown(ids, n + 1);
      ids[n++] = id;
    }
    offsets[i + 1] = n;
  });
  return { words: [...idOf.keys()], offsets, ids: ids.slice(0, n) };
}
