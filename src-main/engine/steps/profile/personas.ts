import { z } from 'zod';
import type { BarsFigure, HeatmapFigure, TreemapFigure } from '../../../contract/figure.ts';
import { formatText, type Message, type Text } from '../../../contract/text.ts';
import { numberColumn, textColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { column, columnNames, defineStep, figureOut, metricOut, tableIn, tableOut, tablesIn } from '../define.ts';
import { readClusters } from '../recommend/cluster-view.ts';
import { memberFeatures, requireFeatures, type MemberFeature } from './member-features.ts';
import { distinctNames } from './persona-name.ts';
import { sentenceOf } from './persona-words.ts';
import { personasText as text } from './personas-text.ts';
import { standOut, type Difference } from './stand-out.ts';

const parameters = z.object({
  minEffect: z
    .number()
    .min(0)
    .max(1)
    .default(0.33)
    .meta({ ...text.parameter('minEffect') }),
  maxSentences: z
    .int()
    .min(1)
    .max(12)
    .default(4)
    .meta({ ...text.parameter('maxSentences') }),
  significance: z
    .number()
    .min(0.000001)
    .max(0.5)
    .default(0.01)
    .meta({ ...text.parameter('significance') }),
  clusterColumn: column({ port: 'clusters', text: text.parameter('clusterColumn') }),
  revenue: column({ port: 'features', types: ['number'], text: text.parameter('revenue') }),
});

/** A cluster with its members and what is said of it. */
interface Persona {
  readonly cluster: string;
  readonly size: number;
  /** Of all customers in clusters. */
  readonly share: number;
  /** What its members paid; NaN where that is not known. */
  readonly revenue: number;
  readonly name: Text;
  readonly differences: readonly Difference[];
  readonly sentences: readonly Message[];
}

/** The name that density methods give rows in no cluster. */
const NOISE = '-1';

export const personas = defineStep({
  id: 'profile.personas',
  version: 1,
  text,
  references: ['doi:10.1037/0033-2909.114.3.494', 'doi:10.1214/aoms/1177730491'],
  needs: {
    clusters: tableIn({ label: text.input('clusters'), roles: ['customerId'], prefersOutput: 'clusters' }),
    features: tablesIn({ label: text.input('features'), roles: ['customerId'], prefersOutput: 'behaviour', max: 10 }),
  },
  gives: {
    personas: tableOut({ label: text.output('personas'), name: 'personas', entity: 'none' }),
    facts: tableOut({
      label: text.output('facts'),
      name: 'persona_facts',
      entity: 'none',
      words: { feature: columnNames('features') },
    }),
    members: tableOut({ label: text.output('members'), name: 'persona_members', entity: 'customer', publish: false }),
    shares: figureOut({ label: text.output('shares') }),
    traits: figureOut({ label: text.output('traits') }),
    revenueMap: figureOut({ label: text.output('revenueMap') }),
    described: metricOut({ label: text.output('described'), better: 'higher', unit: 'count' }),
    sentences: metricOut({ label: text.output('sentences'), better: 'none', unit: 'count' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * nColumns * 24,
  run(context, { clusters, features: tables }, p) {
    const { names, members } = withoutNoise(readClusters(clusters, p.clusterColumn));
    const customers = members.flat();
    const clusterOf = Int32Array.from(members.flatMap((ids, cluster) => ids.map(() => cluster)));
    const features = withoutScores(memberFeatures(tables, customers));
    requireFeatures(features, tables);
    const found = standOut(features, clusterOf, names.length, { ...p, most: p.maxSentences }, (share) => {
      context.signal.throwIfAborted();
      context.progress(0.9 * share);
    });
    const currency = tables.find((table) => table.currency !== null)?.currency ?? null;
    const list = portraits(names, members, found, paidBy(features, p.revenue), currency);
    const silent = list.filter(({ sentences }) => sentences.length === 0).length;
    if (silent > 0) context.warn(text.message('withoutSentences', { n: silent }));
    const total = list.reduce((sum, { revenue }) => sum + (Number.isNaN(revenue) ? 0 : revenue), 0);
    return {
      personas: personaTable(list, total),
      facts: factTable(list),
      members: memberTable(list, members, clusters),
      shares: shareFigure(list, total, customers.length),
      traits: traitFigure(list),
      revenueMap: revenueFigure(list, total, currency),
      described: list.length - silent,
      sentences: list.reduce((sum, { sentences }) => sum + sentences.length, 0),
    };
  },
});

function withoutNoise({ names, members }: { names: readonly string[]; members: readonly (readonly string[])[] }) {
  const kept = [...names.keys()].filter((i) => names[i] !== NOISE);
  return { names: kept.map((i) => names[i] ?? ''), members: kept.map((i) => members[i] ?? []) };
}

/** Without scores of measures that are there themselves: “monetary” says more than its quintile does. */
function withoutScores(features: readonly MemberFeature[]): MemberFeature[] {
  const names = new Set(features.map(({ name }) => name));
  return features.filter(({ name }) => !name.endsWith('_score') || !names.has(name.replace(/_score$/, '')));
}

/** What each customer paid, or null. */
function paidBy(features: readonly MemberFeature[], chosen: string | null): Float64Array | null {
  return features.find(({ name }) => name === (chosen ?? 'monetary'))?.values ?? null;
}

function portraits(
  names: readonly string[],
  members: readonly (readonly string[])[],
  found: readonly (readonly Difference[])[],
  paid: Float64Array | null,
  currency: string | null,
): Persona[] {
  const proposed = distinctNames(found);
  const nCustomers = members.reduce((sum, ids) => sum + ids.length, 0);
  let at = 0;
  return names.map((cluster, i) => {
    const size = members[i]?.length ?? 0;
    let revenue = paid ? 0 : NaN;
    for (const end = at + size; at < end; at++) if (paid && Number.isFinite(paid[at])) revenue += paid[at]!;
    const differences = found[i] ?? [];
    const sentences = differences.map((difference) => sentenceOf(difference, currency));
    const name = proposed[i] ?? { en: cluster, zh: cluster };
    return { cluster, size, share: nCustomers > 0 ? size / nCustomers : 0, revenue, name, differences, sentences };
  });
}

/** Clusters as numbers where all are, as texts otherwise. */
function clusterColumn(clusters: readonly string[]): Column {
  const label = { label: text.column('cluster') };
  const numbers = clusters.map(Number);
  if (numbers.some(Number.isNaN)) return textColumn('cluster', clusters, label);
  return numberColumn('cluster', Int32Array.from(numbers), label);
}

const write = ({ text: words, values }: Message, locale: 'en' | 'zh'): string => formatText(words, values, locale);

function portrait({ sentences }: Persona, locale: 'en' | 'zh'): string {
  if (sentences.length === 0) return write(text.message('nothing'), locale);
  return sentences.map((sentence) => write(sentence, locale)).join(locale === 'en' ? ' ' : '');
}

function personaTable(list: readonly Persona[], total: number): Table {
  const texts = (name: string, of: (persona: Persona) => string, key: Parameters<typeof text.column>[0]): Column =>
    textColumn(name, list.map(of), { label: text.column(key) });
  return new Table([
    clusterColumn(list.map(({ cluster }) => cluster)),
    numberColumn(
      'size',
      Int32Array.from(list, ({ size }) => size),
      { unit: 'count', label: text.column('size') },
    ),
    texts('name_en', ({ name }) => formatText(name, undefined, 'en'), 'nameEn'),
    texts('name_zh', ({ name }) => formatText(name, undefined, 'zh'), 'nameZh'),
    texts('text_en', (persona) => portrait(persona, 'en'), 'textEn'),
    texts('text_zh', (persona) => portrait(persona, 'zh'), 'textZh'),
    numberColumn(
      'customer_share',
      Float64Array.from(list, ({ share }) => share),
      { unit: 'share', label: text.column('share') },
    ),
    numberColumn(
      'revenue_share',
      Float64Array.from(list, ({ revenue }) => (total > 0 ? revenue / total : NaN)),
      {
        unit: 'share',
        label: text.column('revenueShare'),
      },
    ),
  ]);
}

/** One row a sentence: the numbers it rests on. */
function factTable(list: readonly Persona[]): Table {
  const rows = list.flatMap(({ cluster, differences, sentences }) =>
    differences.map((difference, i) => ({ cluster, i, difference, sentence: sentences[i]! })),
  );
  const numbers = (
    name: string,
    of: (difference: Difference) => number,
    key: Parameters<typeof text.column>[0],
  ): Column =>
    numberColumn(
      name,
      Float64Array.from(rows, ({ difference }) => of(difference)),
      { label: text.column(key) },
    );
  return new Table([
    clusterColumn(rows.map(({ cluster }) => cluster)),
    numberColumn(
      'sentence',
      Int32Array.from(rows, ({ i }) => i + 1),
      { label: text.column('sentence') },
    ),
    textColumn(
      'text_en',
      rows.map(({ sentence }) => write(sentence, 'en')),
      { label: text.column('textEn') },
    ),
    textColumn(
      'text_zh',
      rows.map(({ sentence }) => write(sentence, 'zh')),
      { label: text.column('textZh') },
    ),
    textColumn(
      'feature',
      rows.map(({ difference }) => difference.feature.name),
      { label: text.column('feature') },
    ),
    numbers('value', ({ value }) => value, 'value'),
    numbers('others', ({ others }) => others, 'others'),
    numbers('effect', ({ effect }) => effect, 'effect'),
    numbers('chance', ({ p }) => p, 'chance'),
  ]);
}

function memberTable(list: readonly Persona[], members: readonly (readonly string[])[], clusters: Table): Table {
  const of = (pick: (persona: Persona) => string): string[] =>
    list.flatMap((persona, i) => (members[i] ?? []).map(() => pick(persona)));
  return new Table(
    [
      textColumn('customer_id', members.flat(), { role: 'customerId', label: text.column('customer') }),
      clusterColumn(of(({ cluster }) => cluster)),
      textColumn(
        'name_en',
        of(({ name }) => formatText(name, undefined, 'en')),
        { label: text.column('nameEn') },
      ),
      textColumn(
        'name_zh',
        of(({ name }) => formatText(name, undefined, 'zh')),
        { label: text.column('nameZh') },
      ),
    ],
    { ...clusters.options(), entity: 'customer' },
  );
}

const named = ({ name }: Persona): Message => text.message('personaName', { name });

function largest(list: readonly Persona[], of: (persona: Persona) => number): Persona | null {
  return list.reduce<Persona | null>((best, one) => (best === null || of(one) > of(best) ? one : best), null);
}

function shareFigure(list: readonly Persona[], total: number, nCustomers: number): BarsFigure | null {
  const top = largest(list, total > 0 ? ({ revenue }) => revenue : ({ size }) => size);
  if (!top) return null;
  const found = { name: top.name, customers: { percent: top.share } };
  const title =
    total > 0
      ? text.message('sharesTitle', { ...found, revenue: { percent: top.revenue / total } })
      : text.message('sharesTitlePlain', found);
  const customers = { name: text.message('customers'), values: Float64Array.from(list, ({ share }) => share) };
  const revenue = { name: text.message('revenue'), values: Float64Array.from(list, (one) => one.revenue / total) };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('sharesSubtitle', { clusters: list.length, customers: nCustomers }),
    summary: title,
    categories: list.map(named),
    value: { label: text.message('share'), unit: 'share' },
    series: total > 0 ? [customers, revenue] : [customers],
    select: { table: 'members', column: 'name_en', values: list.map(({ name }) => formatText(name, undefined, 'en')) },
  };
}

/** The effects behind the sentences; what was not said of a persona is empty. */
function traitFigure(list: readonly Persona[]): HeatmapFigure | null {
  const features = new Map(
    list.flatMap(({ differences }) => differences.map(({ feature }) => [feature.name, feature] as const)),
  );
  const all = list.flatMap((persona) => persona.differences.map((difference) => ({ persona, difference })));
  const [strongest] = all.toSorted((a, b) => Math.abs(b.difference.effect) - Math.abs(a.difference.effect));
  if (!strongest) return null;
  const { label } = strongest.difference.feature;
  const title = text.message('traitsTitle', {
    name: strongest.persona.name,
    feature: typeof label === 'string' ? label : label.text,
  });
  const effects = list.flatMap(({ differences }) =>
    [...features.keys()].map((name) => differences.find(({ feature }) => feature.name === name)?.effect ?? NaN),
  );
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('traitsSubtitle'),
    summary: title,
    rows: list.map(named),
    columns: [...features.values()].map(({ label: shown }) => shown),
    values: Float64Array.from(effects),
    value: { label: text.message('delta') },
    diverging: true,
  };
}

function revenueFigure(list: readonly Persona[], total: number, currency: string | null): TreemapFigure | null {
  const top = largest(list, ({ revenue }) => revenue);
  if (!top || !(total > 0)) return null;
  const title = text.message('mapTitle', { name: top.name, revenue: { percent: top.revenue / total } });
  return {
    kind: 'treemap',
    title,
    subtitle: text.message('mapSubtitle'),
    summary: title,
    currency,
    ids: ['all', ...list.map(({ cluster }) => `cluster ${cluster}`)],
    labels: [text.message('all'), ...list.map(named)],
    parents: ['', ...list.map(() => 'all')],
    values: Float64Array.from([total, ...list.map(({ revenue }) => Math.max(0, revenue))]),
    value: { label: text.message('revenue'), unit: 'money' },
  };
}
