// Everything that kernels/exports.ts declares. One source gives two modules: with fused multiply-add (relaxed SIMD) and without.
export { crossProduct, packStrips, rowsTimes, takeShift } from './cross-products';
export { addWeighted, solveByGradients, solvePositive } from './least-squares';
export { firstFreeByte } from './memory';
export { growTree, nearestWard } from './linkage';
export { nearestCentres } from './nearest-centres';
export {
  netAdam,
  netColumnSums,
  netProduct,
  netRectifySlope,
  netScaleBy,
  netSquaredError,
  netSquares,
  netTranspose,
} from './dense-net';
export { staleRows } from './stale-rows';
export { rankPairs } from './pairwise-ranking';
export { addDistances } from './distance-sums';
export { offerReferences } from './neighbours';
