/** Values in 8 bits: a value is its integer times the scale of its channel. */
export interface Quantised {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

const MOST = 127;

/**
 * Rounds values to 8 bits, evenly around zero, with a scale for each channel. No value moves by more than half its scale.
 *
 * Jacob et al. (2018), Quantization and training of neural networks, doi:10.1109/CVPR.2018.00286; symmetric, without zero points.
 *
 * @param values (n, nChannels), row-major, finite.
 */
export function quantise(values: Float32Array, nChannels: number): Quantised {
  const scales = new Float32Array(nChannels);
  values.forEach((value, i) => {
    const size = Math.abs(value) / MOST;
    if (size > scales[i % nChannels]!) scales[i % nChannels] = size;
  });
  const small = Int8Array.from(values, (value, i) => {
    const scale = scales[i % nChannels]!;
    return scale > 0 ? Math.max(-MOST, Math.min(MOST, Math.round(value / scale))) : 0;
  });
  return { values: small, scales };
}

/** The values that 8 bits stand for. */
export const dequantise = ({ values, scales }: Quantised, nChannels: number): Float32Array =>
  Float32Array.from(values, (value, i) => value * scales[i % nChannels]!);
