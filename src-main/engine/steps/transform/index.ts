export { autoencoder } from './autoencoder.ts';
export { scale } from './scale.ts';
export { textFeatures } from './text.ts';
