export { aggregate } from './aggregate.ts';
export { clean } from './clean.ts';
export { filter } from './filter.ts';
export { join } from './join.ts';
