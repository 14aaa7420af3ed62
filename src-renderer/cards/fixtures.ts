import type { CardFact } from '../../src-main/contract/cards.ts';

/** A sentence that nobody edited, resting on a number that was not tested. */
export const factOf = (given: Partial<CardFact>): CardFact => ({
  key: 'size',
  part: 'size',
  sentence: { code: 's', text: { en: 's', zh: 's' } },
  measure: 'Share of customers',
  unit: 'share',
  value: 0.75,
  others: 0.25,
  lift: null,
  effect: null,
  chance: null,
  spread: null,
  own: null,
  hidden: false,
  changedFrom: null,
  ...given,
});
