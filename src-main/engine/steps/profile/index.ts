export { personas } from './personas.ts';
export { tags } from './tags.ts';
