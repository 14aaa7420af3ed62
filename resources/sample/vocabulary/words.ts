/** The same words in English and Chinese. */
export type Words = readonly [en: string, zh: string];

/** A kind of thing the shop sells. */
export interface Noun {
  readonly name: Words;
  /** What it is, one sentence. */
  readonly about: Words;
  /** A usual price. */
  readonly price: number;
  /** For baby things, the age they are for: 0 newborn, 1 weaning, 2 toddler. */
  readonly stage: number;
}

/** A make of any thing in a category. */
export interface Style {
  readonly name: Words;
  /** What is special about it, one sentence. */
  readonly note: Words;
  /** Its price beside the usual one. */
  readonly factor: number;
}

/** Everything that names, describes and reviews the products of one category. */
export interface CategoryWords {
  readonly id: string;
  readonly name: Words;
  /** Used up and bought again. */
  readonly consumable: boolean;
  readonly nouns: readonly Noun[];
  readonly styles: readonly Style[];
  /** What reviewers like, and what they do not; those at the same position can both be true of one product. */
  readonly praise: readonly Words[];
  readonly complaints: readonly Words[];
}

export function noun(en: string, zh: string, price: number, aboutEn: string, aboutZh: string, stage = 0): Noun {
  return { name: [en, zh], about: [aboutEn, aboutZh], price, stage };
}

export function style(en: string, zh: string, factor: number, noteEn: string, noteZh: string): Style {
  return { name: [en, zh], note: [noteEn, noteZh], factor };
}
