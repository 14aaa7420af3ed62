import * as tf from '@tensorflow/tfjs-core';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { copyRow } from './copy-row.ts';

/** Places of one axis. */
interface Piece {
  readonly axis: number;
  readonly begin: number;
  readonly size: number;
}

/** Cuts a piece out of a tensor, whole along all other axes. */
function cutPiece(backend: BackendWasm, x: tf.TensorInfo, { axis, begin, size }: Piece): tf.TensorInfo {
  const out = backend.makeOutput(x.shape.with(axis, size), x.dtype);
  // Room for the output may have moved the values: they are looked at after it was made.
  const [from, to] = [backend.typedArrayFromHeap(x), backend.typedArrayFromHeap(out)] as [Float32Array, Float32Array];
  const inner = x.shape.slice(axis + 1).reduce((product, n) => product * n, 1);
  const [step, width] = [x.shape[axis]! * inner, size * inner];
  for (let at = begin * inner, put = 0; put < to.length; at += step, put += width) copyRow(from, at, to, put, width);
  return out;
}

const isOfNumbers = ({ dtype }: tf.TensorInfo): boolean => dtype === 'float32' || dtype === 'int32';

/** The one axis along which a slice is not whole. @returns null where there are none or several */
function pieceOf(x: tf.TensorInfo, attrs: tf.SliceAttrs): Piece | null {
  const [begins, sizes] = tf.slice_util.parseSliceParams(x, attrs.begin, attrs.size) as [number[], number[]];
  const cut = x.shape.flatMap((n, axis) =>
    sizes[axis] === n ? [] : [{ axis, begin: begins[axis]!, size: sizes[axis]! }],
  );
  return cut.length === 1 ? cut[0]! : null;
}

/** Slices along one axis without the copy of the whole tensor that WebAssembly's kernel makes first. */
export const withPieces = (kernel: tf.KernelConfig): tf.KernelConfig => ({
  ...kernel,
  kernelFunc(given) {
    const { x } = given.inputs as unknown as Record<'x', tf.TensorInfo>;
    const piece = isOfNumbers(x) ? pieceOf(x, given.attrs as unknown as tf.SliceAttrs) : null;
    return piece ? cutPiece(given.backend as BackendWasm, x, piece) : kernel.kernelFunc(given);
  },
});

/** Splits a tensor in the same way, whose own kernel copies it once for each part. */
export const withSplits = (kernel: tf.KernelConfig): tf.KernelConfig => ({
  ...kernel,
  kernelFunc(given) {
    const { x } = given.inputs as unknown as Record<'x', tf.TensorInfo>;
    const { numOrSizeSplits, axis } = given.attrs as unknown as tf.SplitVAttrs;
    if (!isOfNumbers(x) || axis < 0) return kernel.kernelFunc(given);
    let begin = 0;
    return tf.backend_util.prepareSplitSize(x as tf.Tensor, numOrSizeSplits, axis).map((size) => {
      const part = cutPiece(given.backend as BackendWasm, x, { axis, begin, size });
      begin += size;
      return part;
    });
  },
});

/** Takes the slices of a stack apart in the same way. */
export const withUnstacked = (kernel: tf.KernelConfig): tf.KernelConfig => ({
  ...kernel,
  kernelFunc(given) {
    const { value } = given.inputs as unknown as Record<'value', tf.TensorInfo>;
    const { axis } = given.attrs as unknown as tf.UnpackAttrs;
    if (!isOfNumbers(value) || axis < 0) return kernel.kernelFunc(given);
    const shape = value.shape.toSpliced(axis, 1);
    return Array.from({ length: value.shape[axis]! }, (_, begin) => ({
      ...cutPiece(given.backend as BackendWasm, value, { axis, begin, size: 1 }),
      shape,
    }));
  },
});
