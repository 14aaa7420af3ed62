import { mixBehaviour, type Behaviour } from './behaviour.ts';
import { N_DAYS } from './calendar.ts';
import { PERSONAS, PURITIES, SHARE_OF_MIXED, TIGHTNESS, type Persona } from './personas.ts';
import type { Chance } from './random.ts';
import { drawOrderDays, paceOf } from './timing.ts';

/** One customer with habits of their own. */
export interface Customer {
  readonly persona: Persona;
  readonly alsoLike: Persona | null;
  readonly purity: number;
  /** Drawn around those of the persona. */
  readonly habits: Habits;
  /** Days since the files begin: when the customer came, and when they left or would have. */
  readonly arrival: number;
  readonly leaving: number;
  /** The probability of leaving on any one day. */
  readonly hazard: number;
  readonly orderDays: readonly number[];
  /** Chooses among looks that are alike in price: a share for each of three. */
  readonly looks: readonly number[];
  readonly language: 'en' | 'zh';
}

/** A customer's own shares and means. */
export type Habits = Omit<Behaviour, 'regularity' | 'stayDays' | 'wishes'>;

/** Which persona each of n customers has: exact shares, in random order. */
export function dealPersonas(chance: Chance, n: number): Persona[] {
  const total = PERSONAS.reduce((sum, { share }) => sum + share, 0);
  let upTo = 0;
  const dealt = PERSONAS.flatMap((persona) => {
    const from = Math.round((upTo / total) * n);
    upTo += persona.share;
    return Array.from({ length: Math.round((upTo / total) * n) - from }, () => persona);
  });
  return chance.shuffle(dealt);
}

function drawHabits(chance: Chance, behaviour: Behaviour): Habits {
  const { categories, hours, weekdays, channels, gapDays, extraLines, extraPieces, discount, returns, giftWrap } =
    behaviour;
  return {
    categories: chance.shares(categories, TIGHTNESS.categories),
    hours: chance.shares(hours, TIGHTNESS.hours),
    weekdays: chance.shares(weekdays, TIGHTNESS.weekdays),
    channels: chance.shares(channels, TIGHTNESS.channels),
    gapDays: gapDays / chance.gamma(TIGHTNESS.rate, 1),
    extraLines: chance.gamma(TIGHTNESS.lines, extraLines),
    extraPieces: chance.gamma(TIGHTNESS.pieces, extraPieces),
    discount: chance.beta(discount, TIGHTNESS.discount),
    returns: chance.beta(returns, TIGHTNESS.returns),
    giftWrap,
  };
}

/** The longest that anyone had been with the shop when the files begin. */
export const LONGEST_BEFORE = 500;

/** Draws a customer of a persona; each has at least one order within the files. */
export function drawCustomer(chance: Chance, persona: Persona): Customer {
  const mixed = chance.happens(SHARE_OF_MIXED);
  const alsoLike = mixed ? chance.choose(PERSONAS.filter((other) => other !== persona)) : null;
  const purity = alsoLike ? chance.choose(PURITIES) : 1;
  const behaviour = mixBehaviour(persona, alsoLike, purity);
  const habits = drawHabits(chance, behaviour);
  const looks = chance.shares([1 / 3, 1 / 3, 1 / 3], 3);
  const language = chance.happens(0.45) ? 'zh' : 'en';
  for (;;) {
    const before = chance.happens(persona.cameBefore);
    const arrival = before
      ? -1 - chance.integer(LONGEST_BEFORE)
      : Math.floor(persona.lastArrival * (1 - Math.sqrt(1 - chance.next())));
    const hazard = chance.gamma(4, 1 / behaviour.stayDays);
    const stayed = -Math.log(1 - chance.next()) / hazard;
    const leaving = Math.max(0, arrival) + 1 + Math.floor(Math.min(stayed, 100 * N_DAYS));
    const orderDays = drawOrderDays(chance, paceOf(behaviour, habits.weekdays, arrival), {
      arrival,
      end: leaving,
      gapDays: habits.gapDays,
      regularity: behaviour.regularity,
    });
    if (orderDays.length === 0) continue;
    return { persona, alsoLike, purity, habits, arrival, leaving, hazard, orderDays, looks, language };
  }
}
