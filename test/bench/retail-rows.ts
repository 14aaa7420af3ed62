import type { Chain } from '../../src-main/contract/step.ts';

/** A row of the Online Retail leaderboard; `results/` says what its parameters were chosen from. */
export interface RetailRow {
  readonly step: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What `--tune` tries, in the words of the tuning form; empty where nothing is tried. */
  readonly tune: string;
  /** Rows that a hybrid is made of. */
  readonly members?: readonly string[];
}

export const rows: Readonly<Record<string, RetailRow>> = {
  popular: { step: 'recommend.popular', parameters: { halfLifeDays: 14 }, tune: 'halfLifeDays = none, 14, 30, 60' },
  'buy-again': { step: 'recommend.buy-again', parameters: {}, tune: 'smoothing = 1, 5, 20, 100' },
  'item-knn': {
    step: 'recommend.item-knn',
    parameters: { similarity: 'bm25', nNeighbours: 30, shrink: 3, weight: 'log-quantity' },
    tune: 'similarity = tf-idf, bm25; nNeighbours = 10, 20, 30, 50; shrink = 0, 3; weight = binary, log-quantity',
  },
  'user-knn': {
    step: 'recommend.user-knn',
    parameters: {},
    tune: 'similarity = cosine, tf-idf; nNeighbours = 100, 300; shrink = 1, 10',
  },
  rp3beta: {
    step: 'recommend.rp3beta',
    parameters: {},
    tune: 'alpha = 0.6, 0.8, 1; beta = 0, 0.1, 0.2, 0.4; nNeighbours = 500',
  },
  ease: {
    step: 'recommend.ease',
    parameters: { l2: 500, nWeights: 70 },
    tune: 'l2 = 100, 300, 500, 1000; nWeights = 40, 70, 100, 200; weight = binary, log-quantity',
  },
  slim: { step: 'recommend.slim', parameters: {}, tune: 'l1 = 1, 3; l2 = 10, 30, 100' },
  ials: {
    step: 'recommend.als',
    parameters: { factors: 64, regularisation: 30, alpha: 3 },
    tune: 'factors = 32, 64; regularisation = 3, 10, 30; alpha = 3, 10',
  },
  spectral: {
    step: 'recommend.spectral',
    parameters: { factors: 64, lowPass: 0.3, sharpening: 1, itemPower: 0.5, userPower: 0.3 },
    tune: 'factors = 32, 64; lowPass = 0.3, 1; sharpening = 0, 1; itemPower = 0.5; userPower = 0.3, 0.5',
  },
  bpr: { step: 'recommend.bpr', parameters: {}, tune: 'epochs = 40, 80; regularisation = 0.01, 0.03' },
  nmf: { step: 'recommend.nmf', parameters: {}, tune: 'factors = 16, 32, 64' },
  blend: {
    step: 'recommend.blend',
    parameters: {},
    tune: 'nCandidates = 50, 200',
    members: ['ease', 'item-knn', 'popular'],
  },
  stack: {
    step: 'recommend.stack',
    parameters: {},
    tune: 'ranker = logistic, trees',
    members: ['ease', 'item-knn', 'popular', 'ials', 'spectral'],
  },
  'blend-again': {
    step: 'recommend.blend',
    parameters: {},
    tune: 'nCandidates = 50, 200',
    members: ['buy-again', 'ease', 'popular'],
  },
};

/** The chain of a row, with `changed` laid over its parameters. */
export function chainOf(name: string, changed: Readonly<Record<string, unknown>> = {}): Chain {
  const row = rows[name];
  if (!row) throw new Error(`no row “${name}”; there are ${Object.keys(rows).join(', ')}`);
  const { step, parameters, members } = row;
  const chains = members ? { chains: { models: members.map((member) => chainOf(member)) } } : {};
  return { steps: [{ step, parameters: { ...parameters, ...changed }, ...chains }] };
}
