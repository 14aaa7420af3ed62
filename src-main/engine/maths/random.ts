/** A seeded stream of numbers; the same seed gives the same numbers on every machine. */
export interface Random {
  /** A number in [0, 1) with 53 random bits. */
  next(): number;
  /** A whole number in [0, n). */
  integer(n: number): number;
  /** A standard normal number (Marsaglia's polar method). */
  normal(): number;
  /** A random permutation of 0 … n − 1 (Fisher–Yates). */
  permutation(n: number): Int32Array;
  /** An independent stream named by a number; asking twice for the same name gives the same stream. */
  fork(name: number): Random;
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

/**
 * Random numbers by xoshiro128**.
 *
 * Blackman & Vigna (2021), Scrambled linear pseudorandom number generators, doi:10.1145/3460772.
 */
export function seededRandom(seed: number): Random {
  const mix = splitMix(seed);
  let [a, b, c, d] = [mix(), mix(), mix(), mix()];
  const word = (): number => {
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
  let spare: number | null = null;
  const random: Random = {
    next: () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992,
    integer: (n) => Math.floor(random.next() * n),
    normal() {
      if (spare !== null) {
        const value = spare;
        spare = null;
        return value;
      }
      for (;;) {
        const x = random.next() * 2 - 1;
        const y = random.next() * 2 - 1;
        const r = x * x + y * y;
        if (r > 0 && r < 1) {
          const scale = Math.sqrt((-2 * Math.log(r)) / r);
          spare = y * scale;
          return x * scale;
        }
      }
    },
    permutation(n) {
      const order = Int32Array.from({ length: n }, (_, i) => i);
      for (let i = n - 1; i > 0; i--) {
        const j = random.integer(i + 1);
        [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
      }
      return order;
    },
    fork: (name) => seededRandom((seed ^ Math.imul(name + 1, 0x85ebca6b)) >>> 0),
  };
  return random;
}
