import type { Chance } from './random.ts';
import { CATEGORIES, variantsOf } from './vocabulary/categories.ts';
import type { Noun, Words } from './vocabulary/words.ts';

/** One thing the shop sells. */
export interface Product {
  readonly id: string;
  /** A position in `CATEGORIES`. */
  readonly category: number;
  readonly noun: Noun;
  readonly name: Words;
  readonly description: Words;
  /** In cents. */
  readonly price: number;
  readonly cost: number;
  readonly stock: number;
  /** How much it is wanted beside the others of its category. */
  readonly popularity: number;
  /** One of three looks; customers prefer one or the other. */
  readonly look: number;
  /** What reviewers think of it, 0 in the mean. */
  readonly quality: number;
}

export const N_LOOKS = 3;

/** Ends in 9, as prices do. */
const shopPrice = (price: number): number => Math.max(99, Math.round(price * 10) * 10 - 1);

/** The products of one category: different pairs of style and noun first, then their variants. */
function namesOf(chance: Chance, category: number, n: number): { noun: number; style: number; variant: number }[] {
  const words = CATEGORIES[category] as (typeof CATEGORIES)[number];
  const rounds = variantsOf(words).flatMap((_, variant) =>
    chance.shuffle(words.nouns.flatMap((_, noun) => words.styles.map((_, style) => ({ noun, style, variant })))),
  );
  return rounds.slice(0, n);
}

/** Draws the catalogue, in the order of its ids; categories get equal parts of it. */
export function drawProducts(chance: Chance, nProducts: number): Product[] {
  const codes = chance.shuffle(Array.from({ length: nProducts }, (_, i) => `P${10_001 + i * 7}`));
  const products = CATEGORIES.flatMap((words, category) => {
    const from = Math.floor((category * nProducts) / CATEGORIES.length);
    const n = Math.floor(((category + 1) * nProducts) / CATEGORIES.length) - from;
    return namesOf(chance, category, n).map((named, i): Product => {
      const noun = words.nouns[named.noun] as (typeof words.nouns)[number];
      const style = words.styles[named.style] as (typeof words.styles)[number];
      const [variant, variantZh] = variantsOf(words)[named.variant] as Words;
      const price = shopPrice(noun.price * style.factor * Math.exp(chance.normal(0, 0.06)));
      const popularity = chance.gamma(0.9, 1) + 0.05;
      return {
        id: codes[from + i] as string,
        category,
        noun,
        name: [`${style.name[0]} ${noun.name[0]}${variant}`, `${style.name[1]}${noun.name[1]}${variantZh}`],
        description: [`${noun.about[0]} ${style.note[0]}`, `${noun.about[1]}${style.note[1]}`],
        price,
        cost: Math.round(price * (0.42 + 0.24 * chance.next())),
        stock: chance.happens(0.04) ? 0 : Math.round(20 + popularity * 90 * chance.next()),
        popularity,
        look: named.style % N_LOOKS,
        quality: chance.normal(0, 0.55),
      };
    });
  });
  return products.sort((a, b) => (a.id < b.id ? -1 : 1));
}
