export { tuneRanking } from './ranking.ts';
