import { CHANNELS, type Peak, type Persona } from './personas.ts';

/** Shares of the 24 hours: peaks on the clock, wrapped at midnight, over a small share of orders at any time. */
export function hourShares(peaks: readonly Peak[]): number[] {
  const shares = Array.from({ length: 24 }, (_, hour) =>
    peaks.reduce((sum, [at, width, weight]) => {
      const apart = Math.abs(hour + 0.5 - at);
      const distance = Math.min(apart, 24 - apart) / width;
      return sum + (weight / width) * Math.exp(-0.5 * distance * distance);
    }, 0.02),
  );
  return normalise(shares);
}

function normalise(weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** What a customer's own behaviour is drawn around: one persona, or a mixture of two. */
export interface Behaviour {
  readonly categories: readonly number[];
  readonly hours: readonly number[];
  readonly weekdays: readonly number[];
  readonly channels: readonly number[];
  readonly gapDays: number;
  readonly regularity: number;
  readonly stayDays: number;
  readonly extraLines: number;
  readonly extraPieces: number;
  readonly discount: number;
  readonly returns: number;
  readonly giftWrap: number;
  /** The wish to order adds up from these, each with its weight. */
  readonly wishes: readonly (readonly [weight: number, persona: Persona])[];
}

function behaviourOf(persona: Persona): Behaviour {
  return {
    ...persona,
    categories: normalise(persona.categories),
    hours: hourShares(persona.hours),
    weekdays: normalise(persona.weekdays),
    channels: normalise(persona.channels.slice(0, CHANNELS.length)),
    wishes: [[1, persona]],
  };
}

const mixShares = (a: readonly number[], b: readonly number[], weight: number): number[] =>
  a.map((share, i) => weight * share + (1 - weight) * (b[i] as number));

const mixScale = (a: number, b: number, weight: number): number =>
  Math.exp(weight * Math.log(a) + (1 - weight) * Math.log(b));

/** Shares mix in proportion, scales as their logarithms do. */
export function mixBehaviour(first: Persona, second: Persona | null, purity: number): Behaviour {
  const a = behaviourOf(first);
  if (!second) return a;
  const b = behaviourOf(second);
  const shares = (of: (behaviour: Behaviour) => readonly number[]): number[] => mixShares(of(a), of(b), purity);
  const scale = (of: (behaviour: Behaviour) => number): number => mixScale(of(a), of(b), purity);
  const share = (of: (behaviour: Behaviour) => number): number => purity * of(a) + (1 - purity) * of(b);
  return {
    categories: shares((x) => x.categories),
    hours: shares((x) => x.hours),
    weekdays: shares((x) => x.weekdays),
    channels: shares((x) => x.channels),
    gapDays: scale((x) => x.gapDays),
    regularity: scale((x) => x.regularity),
    stayDays: scale((x) => x.stayDays),
    extraLines: scale((x) => x.extraLines),
    extraPieces: scale((x) => x.extraPieces),
    discount: share((x) => x.discount),
    returns: share((x) => x.returns),
    giftWrap: share((x) => x.giftWrap),
    wishes: [
      [purity, first],
      [1 - purity, second],
    ],
  };
}
