export { pca } from './pca.ts';
