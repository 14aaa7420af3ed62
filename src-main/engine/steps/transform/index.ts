export { autoencoder } from './autoencoder.ts';
export { randomFeatures } from './random-features.ts';
export { scale } from './scale.ts';
export { textFeatures } from './text.ts';
