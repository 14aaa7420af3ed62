export { leakCheck } from './leak-check.ts';
export { evaluateRanking } from './ranking.ts';
export { predictors } from './predictors.ts';
export { threshold } from './threshold.ts';
export { drift } from './drift.ts';
export { learningCurve } from './learning-curve.ts';
export { validationCurve } from './validation-curve.ts';
export { policy } from './policy.ts';
