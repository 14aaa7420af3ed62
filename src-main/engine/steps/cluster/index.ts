export { chooseK } from './choose-k.ts';
export { compareClusterings } from './compare.ts';
export { dbscan } from './dbscan.ts';
export { gaussianMixture } from './gaussian-mixture.ts';
export { hdbscan } from './hdbscan.ts';
export { hierarchical } from './hierarchical.ts';
export { kmeans } from './kmeans.ts';
