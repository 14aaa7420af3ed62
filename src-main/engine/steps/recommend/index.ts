export { popular } from './popular.ts';
export { buyAgain } from './buy-again.ts';
export { itemKnn } from './item-knn.ts';
export { ease } from './ease.ts';
export { als } from './als.ts';
export { bpr } from './bpr.ts';
export { preview } from './preview.ts';
