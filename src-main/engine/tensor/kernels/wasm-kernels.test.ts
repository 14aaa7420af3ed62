import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../maths/random.ts';
import { withPieces, withSplits, withUnstacked } from './cut-pieces.ts';
import { withRowLookUp } from './row-look-up.ts';
import { withoutCopies } from './shared-copies.ts';
import { withStacks } from './stacked-products.ts';

beforeAll(async () => {
  await tf.setBackend('wasm');
  await tf.ready();
});

const random = seededRandom(1);
const filled = (shape: number[]): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((n, size) => n * size, 1) }, () => random.normal()),
    shape,
  );

/** All that tfjs's own kernel gives, and what the one in its place does. */
function bothOfAll(
  name: string,
  instead: (kernel: tf.KernelConfig) => tf.KernelConfig,
  inputs: Record<string, tf.Tensor>,
  attrs: Record<string, unknown>,
): [tf.Tensor[], tf.Tensor[]] {
  const own = tf.getKernel(name, 'wasm');
  const given = { inputs, backend: tf.backend(), attrs } as never;
  return [own, instead(own)].map(({ kernelFunc }) =>
    [kernelFunc(given)].flat().map((info) => tf.engine().makeTensorFromTensorInfo(info)),
  ) as [tf.Tensor[], tf.Tensor[]];
}

/** The same of kernels that give one tensor. */
function both(
  name: string,
  instead: (kernel: tf.KernelConfig) => tf.KernelConfig,
  inputs: Record<string, tf.Tensor>,
  attrs: Record<string, unknown> = {},
): [tf.Tensor, tf.Tensor] {
  const [[before], [after]] = bothOfAll(name, instead, inputs, attrs);
  return [before!, after!];
}

it.each([
  [[3, 2, 5, 8], [3, 2, 8, 7], false, false],
  [[3, 2, 5, 8], [3, 2, 7, 8], false, true],
  [[4, 8, 5], [4, 8, 12], true, false],
  [[2, 8, 5], [2, 7, 8], true, true],
  // More terms than are summed at once.
  [[2, 3, 100], [2, 100, 9], false, false],
] as const)('multiplies stacks %j and %j to the same bytes', (a, b, transposeA, transposeB) => {
  const inputs = { a: filled([...a]), b: filled([...b]) };
  const [own, quick] = both(tf.BatchMatMul, withStacks, inputs, { transposeA, transposeB });
  expect(quick.shape).toEqual(own.shape);
  expect(quick.dataSync()).toEqual(own.dataSync());
});

it('leaves single matrices, and one for a whole stack, to the kernel', () => {
  for (const [a, b] of [[[1, 3, 4], [1, 4, 2]], [[3, 3, 4], [1, 4, 2]]] as const) {
    const inputs = { a: filled([...a]), b: filled([...b]) };
    const [own, quick] = both(tf.BatchMatMul, withStacks, inputs, { transposeA: false, transposeB: false });
    expect(quick.dataSync()).toEqual(own.dataSync());
  }
}); // prettier-ignore

it.each([[[6, 3]], [[6, 100]], [[6]], [[6, 2, 2]]])('looks up rows of %j, more than once', (shape) => {
  const inputs = { x: filled(shape), indices: tf.tensor2d([5, 0, 0, 3], [2, 2], 'int32') };
  const [own, quick] = both(tf.GatherV2, withRowLookUp, inputs, { axis: 0, batchDims: 0 });
  expect(quick.shape).toEqual([2, 2, ...shape.slice(1)]);
  expect(quick.dataSync()).toEqual(own.dataSync());
});

it('refuses rows that are not there', () => {
  const inputs = { x: filled([2, 2]), indices: tf.tensor1d([2], 'int32') };
  const kernel = withRowLookUp(tf.getKernel(tf.GatherV2, 'wasm'));
  expect(() => kernel.kernelFunc({ inputs, backend: tf.backend(), attrs: { axis: 0, batchDims: 0 } })).toThrow(
    RangeError,
  );
});

it('names a tensor anew, which outlives the old name', () => {
  const x = filled([3, 2]);
  const values = [...x.dataSync()];
  const { kernelFunc } = withoutCopies(tf.getKernel(tf.Identity, 'wasm'));
  const info = kernelFunc({ inputs: { x }, backend: tf.backend(), attrs: {} }) as tf.TensorInfo;
  const named = tf.engine().makeTensorFromTensorInfo(info);
  x.dispose();
  filled([3, 2]);
  expect([...named.dataSync()]).toEqual(values);
});

const said = (tensors: readonly tf.Tensor[]) =>
  tensors.map((tensor) => ({ shape: tensor.shape, dtype: tensor.dtype, values: tensor.dataSync() }));

it.each([
  [[7], 3, 2],
  [[7], [3], [-1]],
  [
    [5, 6],
    [1, 0],
    [2, 6],
  ],
  [
    [5, 6],
    [0, 2],
    [5, 3],
  ],
  [
    [5, 6],
    [0, 2],
    [-1, -1],
  ],
  [
    [3, 4, 70],
    [0, 1, 0],
    [3, 2, 70],
  ],
  [[3, 4, 5], [2], [1]],
  // Along no axis, along two, and nothing at all.
  [
    [5, 6],
    [0, 0],
    [5, 6],
  ],
  [
    [5, 6],
    [1, 2],
    [2, 3],
  ],
  [
    [5, 6],
    [1, 0],
    [0, 6],
  ],
] as const)('slices %j from %j by %j', (shape, begin, size) => {
  for (const dtype of ['float32', 'int32'] as const) {
    const [own, quick] = bothOfAll(tf.Slice, withPieces, { x: tf.cast(filled([...shape]), dtype) }, { begin, size });
    expect(said(quick)).toEqual(said(own));
  }
});

it.each([
  [[9], [2, 3, 4], 0],
  [[4, 9], 3, 1],
  [[4, 9], [1, 8], 1],
  [[4, 3, 6], 2, 2],
  [[4, 3, 6], [1, -1], 1],
] as const)('splits %j into %j along axis %i', (shape, numOrSizeSplits, axis) => {
  const [own, quick] = bothOfAll(tf.SplitV, withSplits, { x: filled([...shape]) }, { numOrSizeSplits, axis });
  expect(said(quick)).toEqual(said(own));
});

it.each([0, 1, 2])('takes a stack apart along axis %i', (axis) => {
  const [own, quick] = bothOfAll(tf.Unpack, withUnstacked, { value: filled([3, 4, 5]) }, { axis, num: 3 + axis });
  expect(said(quick)).toEqual(said(own));
});
