/** How exactly weights are written: as they are, or in 8 bits with a scale for each channel, a quarter of the size. */
export const weightPrecisions = ['float32', 'int8'] as const;
export type WeightPrecision = (typeof weightPrecisions)[number];

/** What became of a model's weights. */
export interface WrittenWeights {
  readonly path: string;
  readonly bytes: number;
  /** How far any written weight is from the model's. */
  readonly largestError: number;
  /** The root of the mean squared difference over that of the weights. */
  readonly relativeError: number;
}
