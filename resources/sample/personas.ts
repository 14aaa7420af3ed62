export type PersonaId =
  | 'steady-regular'
  | 'bargain-hunter'
  | 'gift-giver'
  | 'new-parent'
  | 'wholesaler'
  | 'one-off-furnisher'
  | 'lapsing-loyal'
  | 'night-impulse';

/** How a group of customers behaves. Shares need not sum to one; they are normalised where they are mixed. */
export interface Persona {
  readonly id: PersonaId;
  /** Its share of all customers. */
  readonly share: number;
  /** Taste by category, in the order of the vocabulary. */
  readonly categories: readonly number[];
  /** Times of the day at which orders are placed. */
  readonly hours: readonly Peak[];
  /** Monday first. */
  readonly weekdays: readonly number[];
  /** In the order of `CHANNELS`. */
  readonly channels: readonly number[];
  /** Days from one order to the next, in the mean, while active. */
  readonly gapDays: number;
  /** Shape of the gamma distribution of gaps: 1 is at random, higher is more regular. */
  readonly regularity: number;
  /** How many days customers stay, in the mean. */
  readonly stayDays: number;
  /** Orders get rarer by e in so many days. */
  readonly fadeDays: number;
  /** How much a sale, and an occasion for presents, raises the wish to order. */
  readonly promotionPull: number;
  readonly occasionPull: number;
  /** Share of these customers who came before the files begin. */
  readonly cameBefore: number;
  /** Of those who came later, the last day on which one could: fewer and fewer come until then. */
  readonly lastArrival: number;
  /** Lines of an order, and pieces of a line, beyond the first, in the mean. */
  readonly extraLines: number;
  readonly extraPieces: number;
  /** Share of lines bought at a discount on an ordinary day. */
  readonly discount: number;
  readonly returns: number;
  /** Share of orders with gift wrapping. */
  readonly giftWrap: number;
  /** How the message works: the share who open it, would be won by it, and would be put off by it. */
  readonly opens: number;
  readonly won: number;
  readonly putOff: number;
}

/** A time of the day that orders gather around. */
export type Peak = readonly [hour: number, width: number, weight: number];

export const CHANNELS = ['web', 'app', 'mobile', 'phone'] as const;

/**
 * The hidden truth. Frozen: changing a number here changes what every clustering in the product is measured against.
 *
 * Category order: groceries, household, baby, toys, fashion, beauty, electronics, home, gifts, sports.
 */
export const PERSONAS: readonly Persona[] = [
  {
    id: 'steady-regular',
    share: 0.14,
    categories: [46, 26, 2, 2, 3, 6, 2, 5, 4, 4],
    hours: [
      [9, 1.6, 7],
      [18, 2, 2],
    ],
    weekdays: [10, 10, 12, 20, 20, 20, 8],
    channels: [55, 30, 13, 2],
    gapDays: 24,
    regularity: 6,
    stayDays: 2500,
    fadeDays: 5000,
    promotionPull: 0.1,
    occasionPull: 0.1,
    cameBefore: 0.4,
    lastArrival: 640,
    extraLines: 0.9,
    extraPieces: 0.6,
    discount: 0.12,
    returns: 0.015,
    giftWrap: 0.01,
    opens: 0.55,
    won: 0.02,
    putOff: 0,
  },
  {
    id: 'bargain-hunter',
    share: 0.14,
    categories: [4, 6, 2, 5, 32, 6, 20, 6, 3, 16],
    hours: [
      [20.5, 1.6, 7],
      [12.5, 1.5, 2],
    ],
    weekdays: [15, 13, 13, 13, 15, 15, 16],
    channels: [25, 50, 24, 1],
    gapDays: 54,
    regularity: 1,
    stayDays: 2000,
    fadeDays: 5000,
    promotionPull: 14,
    occasionPull: 0.2,
    cameBefore: 0.35,
    lastArrival: 640,
    extraLines: 1.4,
    extraPieces: 0.25,
    discount: 0.62,
    returns: 0.09,
    giftWrap: 0.01,
    opens: 0.6,
    won: 0.2,
    putOff: 0,
  },
  {
    id: 'gift-giver',
    share: 0.14,
    categories: [5, 2, 2, 20, 4, 10, 3, 9, 42, 3],
    hours: [
      [13, 1.5, 6],
      [19, 2, 3],
    ],
    weekdays: [7, 8, 9, 12, 24, 26, 14],
    channels: [55, 20, 23, 2],
    gapDays: 75,
    regularity: 1,
    stayDays: 2500,
    fadeDays: 5000,
    promotionPull: 0.5,
    occasionPull: 12,
    cameBefore: 0.4,
    lastArrival: 600,
    extraLines: 1.7,
    extraPieces: 0.35,
    discount: 0.12,
    returns: 0.05,
    giftWrap: 0.45,
    opens: 0.4,
    won: 0.06,
    putOff: 0.02,
  },
  {
    id: 'new-parent',
    share: 0.13,
    categories: [8, 12, 46, 18, 3, 4, 2, 4, 2, 1],
    hours: [
      [13.5, 1.4, 4],
      [21, 1.2, 4],
      [6, 1.5, 2],
    ],
    weekdays: [16, 16, 16, 16, 15, 10, 11],
    channels: [20, 55, 24, 1],
    gapDays: 34,
    regularity: 4,
    stayDays: 1500,
    fadeDays: 5000,
    promotionPull: 0.6,
    occasionPull: 0.3,
    cameBefore: 0.2,
    lastArrival: 640,
    extraLines: 1.1,
    extraPieces: 0.5,
    discount: 0.2,
    returns: 0.04,
    giftWrap: 0.02,
    opens: 0.5,
    won: 0.1,
    putOff: 0,
  },
  {
    id: 'wholesaler',
    share: 0.08,
    categories: [16, 22, 1, 2, 2, 3, 4, 26, 23, 1],
    hours: [
      [10, 1.4, 5],
      [15, 1.6, 5],
    ],
    weekdays: [20, 24, 24, 18, 12, 1.5, 0.5],
    channels: [60, 2, 3, 35],
    gapDays: 58,
    regularity: 3,
    stayDays: 2500,
    fadeDays: 5000,
    promotionPull: 0.4,
    occasionPull: 0.4,
    cameBefore: 0.5,
    lastArrival: 600,
    extraLines: 3.6,
    extraPieces: 9,
    discount: 0.3,
    returns: 0.015,
    giftWrap: 0,
    opens: 0.35,
    won: 0.05,
    putOff: 0.01,
  },
  {
    id: 'one-off-furnisher',
    share: 0.14,
    categories: [2, 4, 1, 2, 5, 3, 24, 46, 4, 9],
    hours: [[15.5, 2, 9]],
    weekdays: [5, 5, 5, 6, 9, 36, 34],
    channels: [65, 10, 24, 1],
    gapDays: 9,
    regularity: 1.5,
    stayDays: 30,
    fadeDays: 5000,
    promotionPull: 0.8,
    occasionPull: 0.2,
    cameBefore: 0,
    lastArrival: 650,
    extraLines: 2,
    extraPieces: 0.3,
    discount: 0.2,
    returns: 0.07,
    giftWrap: 0.02,
    opens: 0.15,
    won: 0.01,
    putOff: 0,
  },
  {
    id: 'lapsing-loyal',
    share: 0.12,
    categories: [10, 8, 2, 3, 9, 46, 2, 10, 7, 3],
    hours: [
      [17.5, 1.2, 7],
      [11, 2, 2],
    ],
    weekdays: [22, 24, 20, 13, 9, 6, 6],
    channels: [60, 25, 14, 1],
    gapDays: 15,
    regularity: 3,
    stayDays: 420,
    fadeDays: 220,
    promotionPull: 0.3,
    occasionPull: 0.2,
    cameBefore: 0.45,
    lastArrival: 400,
    extraLines: 1.2,
    extraPieces: 0.4,
    discount: 0.14,
    returns: 0.03,
    giftWrap: 0.04,
    opens: 0.3,
    won: 0.12,
    putOff: 0.08,
  },
  {
    id: 'night-impulse',
    share: 0.11,
    categories: [4, 2, 1, 6, 28, 24, 26, 3, 4, 2],
    hours: [
      [23.5, 1.5, 9],
      [1.5, 1, 2],
    ],
    weekdays: [10, 10, 11, 13, 21, 20, 15],
    channels: [3, 72, 25, 0.2],
    gapDays: 31,
    regularity: 1,
    stayDays: 1500,
    fadeDays: 5000,
    promotionPull: 1,
    occasionPull: 0.2,
    cameBefore: 0.25,
    lastArrival: 640,
    extraLines: 0.3,
    extraPieces: 0.15,
    discount: 0.25,
    returns: 0.16,
    giftWrap: 0.01,
    opens: 0.5,
    won: 0.14,
    putOff: 0.01,
  },
];

/** Share of customers who are partly like a second persona, and how much of such a customer is the first. */
export const SHARE_OF_MIXED = 0.09;
export const PURITIES = [0.55, 0.65, 0.75, 0.85] as const;

/** How closely customers keep to the behaviour of their persona; the lower, the more each is their own. */
export const TIGHTNESS = {
  categories: 40,
  hours: 50,
  weekdays: 50,
  channels: 16,
  discount: 12,
  returns: 10,
  /** Shapes of the gamma distributions of rate, of lines and of pieces. */
  rate: 8,
  lines: 12,
  pieces: 8,
} as const;
