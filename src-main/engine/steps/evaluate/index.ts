export { leakCheck } from './leak-check.ts';
export { evaluateRanking } from './ranking.ts';
export { predictors } from './predictors.ts';
export { threshold } from './threshold.ts';
