export { popular } from './popular.ts';
export { buyAgain } from './buy-again.ts';
export { itemKnn } from './item-knn.ts';
export { preview } from './preview.ts';
