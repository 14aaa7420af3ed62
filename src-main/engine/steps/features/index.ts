export { behaviour } from './behaviour.ts';
export { interactions } from './interactions.ts';
export { rfm } from './rfm.ts';
export { sequences } from './sequences.ts';
export { series } from './series.ts';
export { windows } from './windows.ts';
