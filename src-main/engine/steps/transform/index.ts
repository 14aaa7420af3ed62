export { autoencoder } from './autoencoder.ts';
export { scale } from './scale.ts';
