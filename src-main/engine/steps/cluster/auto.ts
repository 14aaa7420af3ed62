import { z } from 'zod';
import type { BarsFigure } from '../../../contract/figure.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import { formatText, type Message, type Text } from '../../../contract/text.ts';
import { adjustedRand } from '../../maths/cluster-indices.ts';
import { sampleRows } from '../../maths/matrix.ts';
import { cellAt, numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { chainOut, columns, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { subContext } from '../sub-context.ts';
import { candidatesOf, withinTime, type Candidate } from './auto-candidates.ts';
import { autoText as text } from './auto-text.ts';

const parameters = z.object({
  seconds: z
    .number()
    .min(1)
    .max(3600)
    .default(5)
    .meta({ ...text.parameter('seconds') }),
  prefer: z
    .enum(['balance', 'separation', 'stability'])
    .default('balance')
    .meta({ ...text.parameter('prefer') }),
  kMax: z
    .int()
    .min(2)
    .max(12)
    .default(8)
    .meta({ ...text.parameter('kMax') }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
});
type Preference = z.output<typeof parameters>['prefer'];

/** What a clustering was found to be worth; shares from 0 to 1, separation and stability from −1. */
export interface Worth {
  readonly nClusters: number;
  readonly separation: number;
  readonly stability: number;
  readonly coverage: number;
  readonly smallest: number;
  readonly largest: number;
}

interface Trial {
  readonly chain: Chain;
  readonly title: Message;
  readonly worth: Worth;
  readonly score: number;
}

/** Everything is tried on so many rows at most. */
const MOST_ROWS = 2000;
const LEAST_ROWS = 10;
/** A smaller group, or a larger one, is of no use. */
const LEAST_SHARE = 0.02;
const MOST_SHARE = 0.9;
const WEIGHTS: Readonly<Record<Preference, readonly [separation: number, stability: number, coverage: number]>> = {
  balance: [0.4, 0.4, 0.2],
  separation: [0.7, 0.2, 0.1],
  stability: [0.2, 0.7, 0.1],
};

export const auto = defineStep({
  id: 'cluster.auto',
  version: 2,
  text,
  references: ['doi:10.1016/0377-0427(87)90125-7', 'doi:10.1016/j.csda.2006.11.025'],
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    ranking: tableOut({ label: text.output('ranking'), name: 'clustering_ranking', entity: 'none' }),
    scores: figureOut({ label: text.output('scores') }),
    best: chainOut({ label: text.output('best'), task: 'cluster' }),
    score: metricOut({ label: text.output('score'), better: 'higher' }),
    nClusters: metricOut({ label: text.output('nClusters'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 8 + Math.min(nRows, MOST_ROWS) ** 2 * 8,
  async run(context, { table }, { seconds, prefer, kMax, features }) {
    const { names, x } = completeMatrix(table, features);
    if (x.nRows < LEAST_ROWS)
      throw new ClienteleError('too-few-rows', { needed: LEAST_ROWS, got: x.nRows, parameter: 'kMax' });
    const sample = x.nRows > MOST_ROWS ? table.take(sampleRows(x.nRows, MOST_ROWS, context.random.fork(0))) : table;
    if (sample.nRows < table.nRows) context.warn(text.message('sampled', { rows: sample.nRows, all: table.nRows }));
    const all = candidatesOf(names, sample.nRows, kMax);
    const chosen = withinTime(all, seconds);
    if (chosen.length < all.length)
      context.warn(text.message('notTried', { left: all.length - chosen.length, all: all.length }));
    const trials: Trial[] = [];
    for (const [i, candidate] of chosen.entries()) {
      context.signal.throwIfAborted();
      const title = context.chains.title(named(candidate.chain));
      context.progress(i / chosen.length, text.message('trying', { method: title.text }));
      const worth = await tryOut(context, sample, candidate, i);
      trials.push({ chain: candidate.chain, title, worth, score: scoreOf(worth, prefer) });
    }
    const ranked = trials.sort((a, b) => b.score - a.score);
    const [first] = ranked;
    const isFound = first !== undefined && first.worth.nClusters > 1;
    return {
      ranking: rankingTable(ranked),
      scores: scoresFigure(ranked, sample.nRows),
      // Where nothing was found k-means is as good as any.
      best: first?.chain ?? { steps: [{ step: 'cluster.kmeans', parameters: {} }] },
      score: isFound ? first.score : null,
      nClusters: isFound ? first.worth.nClusters : null,
    };
  },
});

/** The chain without its features, which all have in common. */
const named = (chain: Chain): Chain => ({
  steps: chain.steps.map(({ step, parameters: given }) => ({
    step,
    parameters: Object.fromEntries(Object.entries(given).filter(([name]) => name !== 'features')),
  })),
});

/** Clusters the sample and two halves of it. */
async function tryOut(context: Context, sample: Table, { chain }: Candidate, trial: number): Promise<Worth> {
  const random = context.random.fork(trial + 1);
  // What a trial has to say is in its row of the ranking.
  const quiet = { ...subContext(context, 0, 1, random), progress: () => undefined, warn: () => undefined };
  const order = random.permutation(sample.nRows);
  const middle = sample.nRows >> 1;
  const placed: { clusters: number[]; silhouette: number }[] = [];
  for (const part of [sample, sample.take(order.slice(0, middle).sort()), sample.take(order.slice(middle).sort())]) {
    context.signal.throwIfAborted();
    const fitted = await context.chains.fit(chain, part, quiet);
    const out = await fitted.apply(sample, quiet);
    placed.push({ clusters: clustersOf(out.clusters), silhouette: Number(out.silhouette ?? NaN) });
  }
  const [whole, first, second] = placed as [(typeof placed)[number], (typeof placed)[number], (typeof placed)[number]];
  return {
    ...sharesOf(whole.clusters),
    separation: whole.silhouette,
    stability: adjustedRand(first.clusters, second.clusters),
  };
}

function clustersOf(table: unknown): number[] {
  const column = table instanceof Table ? table.number('cluster') : null;
  return column ? Array.from({ length: column.length }, (_, row) => Number(cellAt(column, row) ?? -1)) : [];
}

function sharesOf(clusters: readonly number[]): Omit<Worth, 'separation' | 'stability'> {
  const sizes = new Map<number, number>();
  for (const cluster of clusters) if (cluster >= 0) sizes.set(cluster, (sizes.get(cluster) ?? 0) + 1);
  const shares = [...sizes.values()].map((size) => size / Math.max(1, clusters.length));
  return {
    nClusters: sizes.size,
    coverage: shares.reduce((sum, share) => sum + share, 0),
    smallest: Math.min(1, ...shares),
    largest: Math.max(0, ...shares),
  };
}

const isUseless = ({ smallest, largest }: Worth): boolean => smallest < LEAST_SHARE || largest > MOST_SHARE;

/** @returns from 0 to 1; 0 where there are fewer than two clusters. */
export function scoreOf(worth: Worth, prefer: Preference): number {
  if (worth.nClusters < 2 || Number.isNaN(worth.separation)) return 0;
  const [bySeparation, byStability, byCoverage] = WEIGHTS[prefer];
  const sum =
    bySeparation * Math.max(0, worth.separation) +
    byStability * Math.max(0, worth.stability) +
    byCoverage * worth.coverage;
  return isUseless(worth) ? sum / 2 : sum;
}

/** Silhouettes above `clear` are of groups that stand apart (Kaufman & Rousseeuw 1990), stabilities above it come back. */
const SEPARATION = { clear: 0.5, some: 0.25 };
const STABILITY = { clear: 0.8, some: 0.5 };

/** Why a clustering ranks where it does, in one sentence. */
export function reasonOf(worth: Worth): { en: string; zh: string } {
  if (worth.nClusters < 2) return write([text.message('noGroups')]);
  const { separation, stability, coverage, smallest, largest } = worth;
  const parts = [
    text.message(
      separation >= SEPARATION.clear ? 'clearApart' : separation >= SEPARATION.some ? 'someApart' : 'notApart',
    ),
    text.message(
      stability >= STABILITY.clear ? 'comesBack' : stability >= STABILITY.some ? 'partlyBack' : 'doesNotComeBack',
    ),
  ];
  if (coverage < 1) parts.push(text.message('leavesOut', { outside: { percent: 1 - coverage } }));
  if (smallest < LEAST_SHARE) parts.push(text.message('tiny', { smallest: { percent: smallest, digits: 1 } }));
  if (largest > MOST_SHARE) parts.push(text.message('dominant', { largest: { percent: largest } }));
  return write(parts);
}

function write(parts: readonly Message[]): { en: string; zh: string } {
  const en = parts.map(({ text: words, values }) => formatText(words, values, 'en')).join(', ');
  const zh = parts.map(({ text: words, values }) => formatText(words, values, 'zh')).join('，');
  return { en: `${en.charAt(0).toUpperCase()}${en.slice(1)}.`, zh: `${zh}。` };
}

function rankingTable(ranked: readonly Trial[]): Table {
  const number = (name: string, of: (worth: Worth) => number, key: Parameters<typeof text.column>[0]) =>
    numberColumn(
      name,
      Float64Array.from(ranked, ({ worth }) => of(worth)),
      { ...(['coverage', 'smallest', 'largest'].includes(key) ? { unit: 'share' } : {}), label: text.column(key) },
    );
  const words = (name: string, of: (trial: Trial) => string, key: Parameters<typeof text.column>[0]) =>
    textColumn(name, ranked.map(of), { label: text.column(key) });
  const titleIn = (locale: 'en' | 'zh') => (trial: Trial) => formatText(trial.title.text, trial.title.values, locale);
  return new Table(
    [
      numberColumn(
        'rank',
        Int32Array.from(ranked, (_, i) => i + 1),
        { label: text.column('rank') },
      ),
      words('method_en', titleIn('en'), 'methodEn'),
      words('method_zh', titleIn('zh'), 'methodZh'),
      numberColumn(
        'score',
        Float64Array.from(ranked, ({ score }) => score),
        { unit: 'score', label: text.column('score') },
      ),
      numberColumn(
        'n_clusters',
        Int32Array.from(ranked, ({ worth }) => worth.nClusters),
        { unit: 'count', label: text.column('clusters') },
      ),
      number('separation', ({ separation }) => separation, 'separation'),
      number('stability', ({ stability }) => stability, 'stability'),
      number('coverage', ({ coverage }) => coverage, 'coverage'),
      number('smallest', ({ smallest }) => smallest, 'smallest'),
      number('largest', ({ largest }) => largest, 'largest'),
      words('why_en', ({ worth }) => reasonOf(worth).en, 'whyEn'),
      words('why_zh', ({ worth }) => reasonOf(worth).zh, 'whyZh'),
    ],
    { name: 'clustering_ranking' },
  );
}

const titleText = ({ title }: Trial): Text => title.text;

function scoresFigure(ranked: readonly Trial[], nRows: number): BarsFigure | null {
  const [first, second] = ranked;
  if (!first) return null;
  const score = (trial: Trial) => ({ decimal: trial.score, digits: 2 });
  const title =
    first.score === 0
      ? text.message('titleNone')
      : second
        ? text.message('title', {
            method: titleText(first),
            score: score(first),
            next: titleText(second),
            nextScore: score(second),
          })
        : text.message('titleOne', { method: titleText(first), score: score(first) });
  const series = (key: 'score' | 'separation' | 'stability', of: (trial: Trial) => number) => ({
    name: { code: key, text: text.column(key) },
    values: Float64Array.from(ranked, (trial) => of(trial) || 0),
  });
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('subtitle', { tried: ranked.length, rows: nRows }),
    summary: title,
    categories: ranked.map((trial) => trial.title),
    value: { label: { code: 'score', text: text.column('score') } },
    series: [
      series('score', ({ score: own }) => own),
      series('separation', ({ worth }) => worth.separation),
      series('stability', ({ worth }) => worth.stability),
    ],
  };
}
