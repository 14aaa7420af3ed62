// Everything that kernels/exports.ts declares. One source gives two modules: with fused multiply-add (relaxed SIMD) and without.
export { firstFreeByte } from './memory';
export { assignNearest } from './assign-nearest';
