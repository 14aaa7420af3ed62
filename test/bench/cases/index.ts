import type { BenchCase } from '../harness/case.ts';
import { autoencoder } from './autoencoder.ts';
import { cancelImport, cancelKmeans } from './cancel.ts';
import { features } from './features.ts';
import { hdbscan } from './hdbscan.ts';
import { importReady, importSql } from './imports.ts';
import { inverse } from './inverse.ts';
import { kmeans64, kmeans8, kmeansNoise } from './kmeans.ts';
import { tsne, umap } from './maps.ts';
import { complete, single } from './linkages.ts';
import { logistic, svmRbf } from './logistic.ts';
import { mixture } from './mixture.ts';
import { mutualInformation } from './mutual-information.ts';
import { neighbours } from './neighbours.ts';
import { pca } from './pca.ts';
import { product, sparseProduct } from './products.ts';
import { profile } from './column-profile.ts';
import { alsGowalla, bprGowalla } from './recommend-factors.ts';
import { easeGowalla, itemKnnGowalla, slimGowalla, slimPopular } from './recommend-items.ts';
import { oneUserGowalla, topItemsGowalla } from './recommend-lists.ts';
import { silhouette } from './silhouette.ts';
import { boostingLightgbm, gradientBoosting, randomForest, treeShap } from './trees.ts';
import { ward } from './ward.ts';

/** Every case, in the order of the table. */
export const cases: readonly BenchCase[] = [
  importReady,
  importSql,
  features,
  kmeans8,
  kmeans64,
  kmeansNoise,
  silhouette,
  pca,
  neighbours,
  autoencoder,
  ward,
  single,
  complete,
  hdbscan,
  mixture,
  mutualInformation,
  logistic,
  svmRbf,
  umap,
  tsne,
  product,
  sparseProduct,
  inverse,
  gradientBoosting,
  boostingLightgbm,
  randomForest,
  treeShap,
  alsGowalla,
  bprGowalla,
  itemKnnGowalla,
  slimGowalla,
  slimPopular,
  easeGowalla,
  topItemsGowalla,
  oneUserGowalla,
  profile,
  cancelImport,
  cancelKmeans,
];

/** @throws Error where there is no case of that name. */
export function findCase(name: string): BenchCase {
  const found = cases.find((known) => known.name === name);
  if (!found) throw new Error(`no case “${name}”`);
  return found;
}
