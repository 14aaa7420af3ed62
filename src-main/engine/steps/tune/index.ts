export { tuneRanking } from './ranking.ts';
export { tunePredictor } from './predictor.ts';
export { autoPredictor } from './auto.ts';
