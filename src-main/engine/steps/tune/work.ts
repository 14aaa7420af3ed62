import type { Chain } from '../../../contract/step.ts';
import type { ChainRunner } from '../context.ts';

/** What fitting takes on any rows, a link. */
const ANY_LINK = 0.005;

type Settings = Readonly<Record<string, unknown>>;
const setting = (values: Settings, name: string, byDefault: number): number =>
  typeof values[name] === 'number' ? values[name] : byDefault;

/** Starting a network's training in the tensor process. */
const NETWORK_START = 0.2;

/** Of a network: each pass over the rows costs so many multiplications a weight; about half of the passes are made. */
const networkWork = (nRows: number, nWeights: number, values: Settings): number =>
  NETWORK_START + 2e-10 * nRows * nWeights * setting(values, 'epochs', 60);

/** Seconds of one core for rows of so many columns, within a factor of three of what was measured; of neighbours, asking them. */
const FITTING: Readonly<Record<string, (nRows: number, nColumns: number, values: Settings) => number>> = {
  'predict.logistic': (n, m) => 4e-7 * n * m,
  'predict.linear': (n, m) => 2e-7 * n * m,
  'predict.naive-bayes': (n, m) => 1e-7 * n * m,
  'predict.discriminant': (n, m) => 2e-7 * n * m,
  'predict.nearest': (n, m) => 5e-10 * n * n * m,
  'predict.svm': (n, m) => 7e-9 * n * n * m,
  'predict.tree': (n, m) => 1e-6 * n * m,
  'predict.forest': (n, m, values) => 2.5e-7 * n * Math.sqrt(m) * setting(values, 'nTrees', 200),
  'predict.mlp': (n, m, values) => {
    const size = setting(values, 'hiddenSize', 128);
    return networkWork(n, (3 * m + size) * size, values);
  },
  // Both on a tensor backend, which spends its time between operations.
  'predict.wide-deep': (n, m, values) =>
    NETWORK_START + setting(values, 'epochs', 30) * (n / setting(values, 'batchSize', 256)) * 0.5 * (4e-3 + 1e-4 * m),
  'predict.tab-transformer': (n, m, values) =>
    NETWORK_START +
    4e-7 * n * m * setting(values, 'epochs', 8) * setting(values, 'blocks', 1) * setting(values, 'size', 8),
  'predict.boosting': (n, m, values) =>
    setting(values, 'nRounds', 500) * (1.5e-8 * n * m + 2e-5 * setting(values, 'maxLeaves', 15)),
};
/** Links whose work is not known, such as those that prepare. */
const ANY_STEP = 3e-7;

/** How often a model made of others fits each of them. */
const FITS_OF_MEMBERS: Readonly<Record<string, (values: Settings) => number>> = {
  'predict.voting': ({ weights }) => (weights === 'learned' ? 2 : 1),
  'predict.stacking': (values) => (values.scheme === 'folds' ? setting(values, 'nFolds', 5) + 1 : 2),
  'predict.bagging': (values) => setting(values, 'nMembers', 10),
};

/**
 * Seconds that fitting a chain takes, estimated: of the same chain and rows always the same, on every machine, so that a budget cuts where
 * it did before. The members of an ensemble count as often as they are fitted.
 */
export function workOf(chain: Chain, nRows: number, nColumns: number, chains: Pick<ChainRunner, 'parameters'>): number {
  const settings = chains.parameters(chain);
  return chain.steps.reduce((sum, { step, chains: inside = {} }, at) => {
    const values = settings[at]?.values ?? {};
    const nFits = FITS_OF_MEMBERS[step]?.(values) ?? 1;
    const members = Object.values(inside).flat();
    const theirs = members.reduce((total, member) => total + workOf(member, nRows, nColumns, chains), 0);
    const own = FITTING[step]?.(nRows, nColumns, values) ?? ANY_STEP * nRows * nColumns;
    return sum + ANY_LINK + own + nFits * theirs;
  }, 0);
}
