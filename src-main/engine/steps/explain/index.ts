export { importance } from './importance.ts';
export { values } from './values.ts';
export { effects } from './effects.ts';
export { similar } from './similar.ts';
export { surrogate } from './surrogate.ts';
export { counterfactual } from './counterfactual.ts';
export { boundaries } from './boundaries.ts';
