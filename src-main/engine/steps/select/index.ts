export { boruta } from './boruta.ts';
export { rank } from './rank.ts';
export { searchFeatures } from './search.ts';
export { stabilitySelection } from './stability.ts';
