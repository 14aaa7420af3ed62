export { behaviour } from './behaviour.ts';
export { rfm } from './rfm.ts';
