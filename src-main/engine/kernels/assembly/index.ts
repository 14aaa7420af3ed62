// Everything that kernels/exports.ts declares. One source gives two modules: with fused multiply-add (relaxed SIMD) and without.
export { crossProduct, packStrips, takeShift } from './cross-products';
export { elasticItem } from './elastic-net';
export { followGradients, gramOfSingles } from './follow-gradients';
export { addWeighted, solvePositive } from './least-squares';
export { addMixture } from './mixture';
export { firstFreeByte } from './memory';
export { growTree, nearestWard } from './linkage';
export { assignDoubles, assignSingles, measureDoubles, measureSingles } from './lloyd-rows';
export {
  netAdam,
  netColumnSums,
  netRectifySlope,
  netScaleBy,
  netSquaredError,
  netSquares,
  netTranspose,
} from './dense-net';
export { productDoubles, productSingles } from './products';
export { rankPairs } from './pairwise-ranking';
export { addFactored, factorRows, rowMargins } from './row-rules';
export { addDistances } from './distance-sums';
export { offerReferences, sortOutReferences } from './neighbours';
export { sparseTimes } from './sparse-times';
export { bestSplit, fillHistograms, parting, subtractHistograms } from './tree-histograms';
export { layoutSteps } from './layout-steps';
export { productRow } from './sparse-products';
export { quadForces } from './quad-forces';
export { svmLiken, svmPartner, svmSlide, svmSum } from './support-vectors';
