export { importance } from './importance.ts';
export { values } from './values.ts';
export { effects } from './effects.ts';
