export { evaluateRanking } from './ranking.ts';
