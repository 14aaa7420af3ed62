import type { Order } from './baskets.ts';
import { DAY_MS, END } from './calendar.ts';
import type { Customer } from './customers.ts';
import type { Product } from './products.ts';
import type { Chance } from './random.ts';
import { CATEGORIES } from './vocabulary/categories.ts';
import { BUT, HAPPY_ENDINGS, OPENINGS, UNHAPPY_ENDINGS } from './vocabulary/review-words.ts';
import type { Words } from './vocabulary/words.ts';

/** One review, before it is written out. */
export interface Review {
  readonly at: number;
  readonly customer: number;
  readonly product: Product;
  readonly rating: number;
  readonly language: 'en' | 'zh';
  readonly text: string;
}

const SHARE_REVIEWED = 0.05;

/** What follows from how well a product is liked: its quality, the reviewer's taste and mood, and whether it went back. */
function drawRating(
  chance: Chance,
  { quality, look }: Product,
  { looks }: Customer,
  mood: number,
  returned: boolean,
): number {
  const liked =
    4.35 + quality + 0.9 * ((looks[look] as number) - 1 / 3) + mood + chance.normal(0, 0.75) - (returned ? 2.2 : 0);
  return Math.min(5, Math.max(1, Math.round(liked)));
}

/** Sentences that say what the rating says, in the customer's language. */
export function writeReview(chance: Chance, product: Product, rating: number, language: 'en' | 'zh'): string {
  const { praise, complaints } = CATEGORIES[product.category] as (typeof CATEGORIES)[number];
  const say = (words: Words): string => words[language === 'en' ? 0 : 1];
  const noun = language === 'en' ? product.noun.name[0].toLowerCase() : product.noun.name[1];
  const opening = say(chance.choose(OPENINGS[rating - 1] as readonly Words[])).replace('{product}', noun);
  const sentences = [opening];
  if (rating > 3) sentences.push(say(chance.choose(praise)));
  if (rating === 3) {
    const both = chance.integer(Math.min(praise.length, complaints.length));
    const complaint = say(complaints[both] as Words);
    sentences.push(
      say(praise[both] as Words),
      language === 'en' ? `${BUT[0]} ${lower(complaint)}` : BUT[1] + complaint,
    );
  }
  if (rating < 3)
    sentences.push(
      ...chance
        .shuffle(complaints)
        .slice(0, 3 - rating)
        .map(say),
    );
  if (rating !== 3) sentences.push(say(chance.choose(rating > 3 ? HAPPY_ENDINGS : UNHAPPY_ENDINGS)));
  return sentences.filter(Boolean).join(language === 'en' ? ' ' : '');
}

const lower = (sentence: string): string =>
  sentence.startsWith('I ') ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);

/**
 * The reviews that a customer writes about their orders, each product once.
 *
 * @param documents the customer's orders with what came after them.
 */
export function drawReviews(chance: Chance, customer: Customer, index: number, documents: readonly Order[]): Review[] {
  const mood = chance.normal(0, 0.4);
  const returned = new Set(
    documents.flatMap(({ kind, lines }) => (kind === 'return' ? lines.map(({ product }) => product) : [])),
  );
  const cancelled = new Set(documents.flatMap(({ kind, refersTo }) => (kind === 'cancellation' ? [refersTo] : [])));
  const reviewed = new Set<Product>();
  const reviews: Review[] = [];
  for (const order of documents) {
    if (order.kind !== 'order' || cancelled.has(order)) continue;
    for (const { product } of order.lines) {
      if (typeof product === 'string' || reviewed.has(product) || !chance.happens(SHARE_REVIEWED)) continue;
      const at = order.at + (4 + chance.gamma(1.5, 12)) * DAY_MS;
      if (at >= END) continue;
      const rating = drawRating(chance, product, customer, mood, returned.has(product));
      const text = writeReview(chance, product, rating, customer.language);
      reviews.push({ at, customer: index, product, rating, language: customer.language, text });
      reviewed.add(product);
    }
  }
  return reviews;
}
