/** A seeded stream of chance with the distributions that the shop is drawn from. */
export interface Chance {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, n). */
  integer(n: number): number;
  /** Whether something of probability `p` happens. */
  happens(p: number): boolean;
  /** Normal. */
  normal(mean: number, deviation: number): number;
  /** Gamma with the given shape and mean. */
  gamma(shape: number, mean: number): number;
  /** A probability from a beta distribution with the given mean and concentration (the sum of its two parameters). */
  beta(mean: number, concentration: number): number;
  /** Shares from a Dirichlet distribution around `means`, the tighter the higher the concentration. */
  shares(means: readonly number[], concentration: number): number[];
  poisson(mean: number): number;
  /** An index, with chances in proportion to the weights. */
  pick(weights: ArrayLike<number>): number;
  /** One entry, all alike. */
  choose<T>(entries: readonly T[]): T;
  /** The entries in a random order, as a new array. */
  shuffle<T>(entries: readonly T[]): T[];
}

/** Spreads a 32-bit seed over well-mixed words (SplitMix32). */
function splitMix(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** xoshiro128** (Blackman & Vigna 2021), one 32-bit word at a time. */
function words(seed: number): () => number {
  const mix = splitMix(seed);
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];
  return () => {
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/**
 * A stream named by a seed and a path of numbers, so that one part of the shop can change without moving another.
 *
 * The engine has its own random numbers; these are apart from them because the shop is frozen: its bytes must not move
 * when the engine's do.
 */
export function chanceOf(seed: number, ...path: number[]): Chance {
  const word = words(path.reduce((name, part) => splitMix(name ^ Math.imul(part + 1, 0x85ebca6b))(), seed >>> 0));
  const next = (): number => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;

  function standardNormal(): number {
    for (;;) {
      const x = next() * 2 - 1;
      const y = next() * 2 - 1;
      const r = x * x + y * y;
      if (r > 0 && r < 1) return x * Math.sqrt((-2 * Math.log(r)) / r);
    }
  }

  /** Marsaglia & Tsang (2000), A simple method for generating gamma variables. */
  function standardGamma(shape: number): number {
    if (shape < 1) return standardGamma(shape + 1) * Math.exp(Math.log(1 - next()) / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = standardNormal();
      const root = 1 + c * x;
      const v = root * root * root;
      if (v > 0 && Math.log(1 - next()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
    }
  }

  const chance: Chance = {
    next,
    integer: (n) => Math.floor(next() * n),
    happens: (p) => next() < p,
    normal: (mean, deviation) => mean + deviation * standardNormal(),
    gamma: (shape, mean) => (standardGamma(shape) * mean) / shape,
    beta(mean, concentration) {
      const yes = standardGamma(mean * concentration);
      const no = standardGamma((1 - mean) * concentration);
      return yes + no > 0 ? yes / (yes + no) : mean;
    },
    shares(means, concentration) {
      const parts = means.map((mean) => standardGamma(mean * concentration));
      const total = parts.reduce((sum, part) => sum + part, 0);
      return parts.map((part) => part / total);
    },
    poisson(mean) {
      let count = 0;
      for (let left = mean; left > 0; left -= 30) count += smallPoisson(Math.min(left, 30));
      return count;
    },
    pick(weights) {
      let total = 0;
      for (let i = 0; i < weights.length;) total += weights[i++] as number;
      let left = next() * total;
      for (let i = 0; i < weights.length - 1; i++) if ((left -= weights[i] as number) < 0) return i;
      return weights.length - 1;
    },
    choose: (entries) => entries[Math.floor(next() * entries.length)] as (typeof entries)[number],
    shuffle(entries) {
      const shuffled = [...entries];
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [shuffled[i], shuffled[j]] = [shuffled[j] as (typeof entries)[number], shuffled[i] as (typeof entries)[number]];
      }
      return shuffled;
    },
  };

  /** Knuth's product of uniforms; exact, and short enough for means up to 30. */
  function smallPoisson(mean: number): number {
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = next(); product > limit; product *= next()) count++;
    return count;
  }

  return chance;
}
