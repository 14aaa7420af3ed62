/** A row of the Gowalla table: a step and its parameters; `results/` says which were tuned on a part of the training pairs. */
export interface GowallaRow {
  readonly step: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export const rows: Readonly<Record<string, GowallaRow>> = {
  popular: { step: 'recommend.popular', parameters: {} },
  'item-knn': {
    step: 'recommend.item-knn',
    parameters: { similarity: 'asymmetric', asymmetry: 0.75, nNeighbours: 500, shrink: 3 },
  },
  rp3beta: { step: 'recommend.rp3beta', parameters: { alpha: 0.6, beta: 0.2, nNeighbours: 500 } },
  spectral: {
    step: 'recommend.spectral',
    parameters: {
      factors: 384,
      lowPass: 1.8,
      sharpening: 2.5,
      itemPower: 0.45,
      userPower: 0.3,
      nNeighbours: 1000,
      iterations: 4,
    },
  },
  'pure-svd': { step: 'recommend.pure-svd', parameters: { factors: 64, iterations: 4 } },
  slim: { step: 'recommend.slim', parameters: { l1: 1, l2: 50 } },
  ease: { step: 'recommend.ease', parameters: { l2: 100, nWeights: 1000 } },
  'ease-sparse': {
    step: 'recommend.slim',
    parameters: { l1: 0, l2: 150, nonNegative: false, nCandidates: 500, nWeights: 500 },
  },
  ials: { step: 'recommend.als', parameters: { factors: 256, iterations: 15, alpha: 60, regularisation: 60 } },
  bpr: { step: 'recommend.bpr', parameters: { factors: 256, epochs: 200, regularisation: 0.003 } },
};

interface Arguments {
  readonly name: string;
  readonly threads: number;
  readonly tune: boolean;
  readonly settings: readonly (readonly [string, readonly unknown[]])[];
}

/** Reads `<row> [--tune] [--threads n] [--set name=a,b]…`. */
export function parseArguments(given: readonly string[]): Arguments {
  const [name = '', ...rest] = given;
  const after = (flag: string) => rest.flatMap((word, at) => (word === flag ? [rest[at + 1] ?? ''] : []));
  const settings = after('--set').map((setting): [string, unknown[]] => {
    const [parameter = '', values = ''] = setting.split('=');
    return [parameter, values.split(',').map(valueOf)];
  });
  return { name, threads: Number(after('--threads')[0] ?? 2), tune: rest.includes('--tune'), settings };
}

const valueOf = (word: string): unknown =>
  /^[-\d.e]+$/u.test(word) ? Number(word) : word === 'true' || word === 'false' ? word === 'true' : word;

/** Every combination of one value for each name. */
export function combinations(settings: Arguments['settings']): Record<string, unknown>[] {
  let all: Record<string, unknown>[] = [{}];
  for (const [name, values] of settings)
    all = all.flatMap((known) => values.map((value) => ({ ...known, [name]: value })));
  return all;
}
