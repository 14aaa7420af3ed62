export { chooseK } from './choose-k.ts';
export { kmeans } from './kmeans.ts';
