export { explain } from './explain.ts';
export { personas } from './personas.ts';
export { tags } from './tags.ts';
