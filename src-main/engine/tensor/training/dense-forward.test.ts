import { expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { denseForward } from './dense-forward.ts';
import { initialWeights, type Network } from './network.ts';
import { bentRows } from './testing.ts';

const dense = (nIn: number, nOut: number, activation: 'relu' | 'linear') =>
  ({ kind: 'dense', nIn, nOut, activation }) as const;

/** A layer as its definition says. */
function byHand(x: readonly number[], kernel: Float32Array, bias: Float32Array, rectified: boolean): number[] {
  return Array.from(bias, (shift, j) => {
    const sum = x.reduce((total, value, i) => total + value * kernel[i * bias.length + j]!, shift);
    return rectified ? Math.max(0, sum) : sum;
  });
}

it('gives what the layers of a network make of rows, dropout left out, as on paper', () => {
  const network: Network = [
    dense(5, 7, 'relu'),
    { kind: 'dropout', rate: 0.5 },
    dense(7, 2, 'linear'),
    dense(2, 5, 'linear'),
  ];
  const weights = initialWeights(network, seededRandom(3));
  const rows = bentRows(20, 5);
  for (const variant of ['plain', 'simd', 'relaxed'] as const) {
    const forward = denseForward(network, weights, rows, [2, 3], 8, variant);
    for (const batch of [Int32Array.of(4), Int32Array.of(19, 0, 7, 7, 3)]) {
      const [codes, rebuilt] = forward(batch) as [Float32Array, Float32Array];
      batch.forEach((row, i) => {
        const x = Array.from(rows.values.subarray(row * 5, row * 5 + 5));
        const code = byHand(byHand(x, weights[0]!, weights[1]!, true), weights[2]!, weights[3]!, false);
        code.forEach((value, j) => expect(codes[i * 2 + j]).toBeCloseTo(value, 5));
        byHand(code, weights[4]!, weights[5]!, false).forEach((value, j) =>
          expect(rebuilt[i * 5 + j]).toBeCloseTo(value, 5),
        );
      });
    }
  }
});

it('takes networks that a thread’s compiled loops have no room for', () => {
  const network: Network = [dense(6000, 1200, 'relu'), dense(1200, 1, 'linear')];
  const weights = initialWeights(network, seededRandom(3));
  const x = { nColumns: 6000, values: new Float32Array(6000).fill(0.01) };
  const [found] = denseForward(network, weights, x, [1], 4, 'simd')(Int32Array.of(0));
  const [plain] = denseForward(network, weights, x, [1], 4, 'plain')(Int32Array.of(0));
  expect(found?.length).toBe(1);
  expect(found).toEqual(plain);
});
