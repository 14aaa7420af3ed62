import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { ColumnRole } from '../../../contract/table.ts';
import { growTree, leavesFor, type TreeOptions } from '../../maths/cluster/rule-tree.ts';
import { ruleQuality, type RuleQuality } from '../../maths/rules/quality.ts';
import { sampleRows } from '../../maths/matrix.ts';
import { codesOf, isNull, numberColumn, textColumn, type Column } from '../../table/column.ts';
import { evaluatePredicate } from '../../table/predicate.ts';
import { numberAt, Table } from '../../table/table.ts';
import { clusterOutputs } from '../cluster/cluster-words.ts';
import { groupShapes } from '../cluster/group-shapes.ts';
import { codesOf as groupCodes, groupColumn, groupsOf, namesOf, pairRows } from '../cluster/group-columns.ts';
import { groupId, groupLabel, groupPhrase } from '../cluster/group-names.ts';
import type { Context } from '../context.ts';
import { column, columnNames, columns, defineStep, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { effectsFigure, qualityFigure, treeMap, type ClusterRule } from './explain-figures.ts';
import { differencesOf, type ClusterDifference } from './explain-measures.ts';
import { writeRule, type RuleFeature, type WrittenRule } from './explain-rules.ts';
import { explainText as text } from './explain-text.ts';

const parameters = z.object({
  column: column({ port: 'clusters', text: text.parameter('column') }),
  cluster: z
    .string()
    .max(200)
    .nullable()
    .default(null)
    .meta({ ...text.parameter('cluster') }),
  features: columns({ port: 'features', types: ['number', 'text', 'boolean'], text: text.parameter('features') }),
  maxDepth: z
    .int()
    .min(1)
    .max(6)
    .default(3)
    .meta({ ...text.parameter('maxDepth') }),
  minShare: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.01)
    .meta({ ...text.parameter('minShare') }),
});

/** Trees are grown on so many rows at most. */
const MOST_ROWS = 20_000;
const MOST_VALUES = 50;
/** A rule joins at most so many ways. */
const MOST_WAYS = 3;
const LISTED_CLUSTERS = 50;

export const explain = defineStep({
  id: 'profile.explain',
  version: 4,
  // The second version draws the rows as lines and the features as ridges, the third the means of the clusters on a radar.
  upgrade: { 1: (stored) => stored, 2: (stored) => stored, 3: (stored) => stored },
  text,
  references: ['doi:10.1201/9781315139470', 'doi:10.1007/BF00116251'],
  needs: {
    clusters: tableIn({ label: text.input('clusters'), prefersOutput: 'clusters' }),
    features: tableIn({ label: text.input('features'), prefersOutput: ['rfm', 'features'] }),
  },
  gives: {
    rules: tableOut({ label: text.output('rules'), name: 'cluster_rules', entity: 'none' }),
    differences: tableOut({
      label: text.output('differences'),
      name: 'cluster_differences',
      entity: 'none',
      words: { feature: columnNames('features') },
    }),
    tree: figureOut({ label: text.output('tree') }),
    quality: figureOut({ label: text.output('quality') }),
    effects: figureOut({ label: text.output('effects') }),
    lines: figureOut({ label: clusterOutputs.lines }),
    ridges: figureOut({ label: clusterOutputs.ridges }),
    radar: figureOut({ label: clusterOutputs.radar }),
    accuracy: metricOut({ label: text.output('accuracy'), better: 'higher', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 16 + 200),
  run(context, { clusters, features: described }, p) {
    const { table, groups, at } = join(context, clusters, described, p.column);
    const names = namesOf(groups);
    const areClusters = groupColumn(clusters, p.column).name === 'cluster';
    const codes = groupCodes(groups, names).codes;
    const features = featuresOf(table, p.features);
    if (features.length === 0) table.features([]);
    const wanted = wantedOf(names, p.cluster);
    const look = (share: number) => (): void => {
      context.signal.throwIfAborted();
      context.progress(share, text.message('growing'));
    };
    const sample = sampled(context, table, features, codes);
    const options = { maxDepth: p.maxDepth, minRows: Math.max(1, Math.round(p.minShare * sample.codes.length)) };
    const tree = growTree(
      sample.features.map(({ tree: own }) => own),
      sample.codes,
      names.length,
      options,
      look(0.1),
    );
    const rules = wanted.map((cluster, i) => {
      const rule = ruleOf(sample, cluster, options, look(0.2 + (0.5 * i) / wanted.length));
      return { cluster, rule, ...judge(table, rule, codes, cluster) };
    });
    const all = differencesOf(features, codes, names.length, look(0.8));
    const differences = wanted.map((cluster) => all[cluster]!);
    const quality = rules.map((rule): ClusterRule => ({ ...rule, cluster: names[rule.cluster]! }));
    const { figure, accuracy } = treeMap(tree, sample.features, names, areClusters);
    return {
      rules: rulesTable(rules, names),
      differences: differencesTable(differences.flat(), names),
      tree: figure,
      quality: qualityFigure(quality, areClusters),
      effects: effectsFigure(
        differences,
        wanted.map((cluster) => names[cluster]!),
        features,
        areClusters,
      ),
      ...groupShapes(
        {
          features: features.flatMap(({ name, label, tree: own }) =>
            own.kind === 'number'
              ? { label: label ? { code: 'column', text: label } : name, unit: unitOf(table, name), column: name, values: own.values } // prettier-ignore
              : [],
          ),
          groups: codes,
          names: names.map((cluster) => groupLabel(cluster, areClusters)),
          phrases: names.map((cluster) => groupPhrase(cluster, areClusters)),
          ids: names.map((cluster, i) => groupId(cluster, i, areClusters)),
          rows: { from: 'input', port: 'features' },
          at,
          currency: table.currency,
        },
        context.random.fork(1),
      ),
      accuracy: groups.length > 0 ? accuracy : null,
    };
  },
});

/** The rows of features that have a cluster, with it. @throws no-usable-rows */
function join(
  context: Context,
  clusters: Table,
  features: Table,
  chosen: string | null,
): { table: Table; groups: string[]; at: Int32Array } {
  const ofRows = groupsOf(clusters, chosen);
  const known = pairRows(clusters, features).filter(([row]) => ofRows[row] !== null);
  const unmatched = ofRows.filter((group) => group !== null).length - known.length;
  if (unmatched > 0) context.warn(text.message('unmatched', { rows: unmatched }));
  if (known.length === 0) throw new ClienteleError('no-usable-rows', { detail: '0' });
  const at = Int32Array.from(known, ([, row]) => row);
  return { table: features.take(at), groups: known.map(([row]) => ofRows[row]!), at };
}

const unitOf = (table: Table, name: string) => table.find(name)?.unit ?? null;

/** Roles of columns whose values say something of a row, not who it is. */
const TELLING: readonly (ColumnRole | null)[] = [null, 'category', 'place', 'channel'];

function featuresOf(table: Table, chosen: readonly string[]): RuleFeature[] {
  const all =
    chosen.length > 0
      ? chosen.map((name) => table.column(name))
      : table.columns.filter(({ role, name }) => TELLING.includes(role) && name !== 'cluster' && name !== 'certainty');
  return all.flatMap((own) => featureOf(own) ?? []);
}

/** null where a column has too many values to speak of, or holds dates. */
function featureOf(own: Column): RuleFeature | null {
  const { name, label } = own;
  if (own.type === 'number') {
    const values = Float64Array.from({ length: own.length }, (_, row) => numberAt(own, row));
    const hasMissing = values.some(Number.isNaN);
    return { name, label, values: [], hasMissing, tree: { kind: 'number', values } };
  }
  if (own.type === 'boolean') {
    const codes = Int32Array.from(own.values, (value, row) => (isNull(own, row) ? -1 : value));
    return {
      name,
      label,
      values: [false, true],
      hasMissing: codes.includes(-1),
      tree: { kind: 'category', codes, size: 2 },
    };
  }
  if (own.type !== 'text') return null;
  const { codes, dictionary } = codesOf(own);
  if (dictionary.length > MOST_VALUES) return null;
  const tree = { kind: 'category', codes, size: dictionary.length } as const;
  return { name, label, values: [...dictionary], hasMissing: codes.includes(-1), tree };
}

/** @throws bad-parameter where there is no such cluster. */
function wantedOf(names: readonly string[], cluster: string | null): number[] {
  if (cluster === null || cluster === '') return [...names.keys()].slice(0, LISTED_CLUSTERS);
  const at = names.indexOf(cluster);
  if (at < 0)
    throw new ClienteleError('bad-parameter', {
      parameter: 'cluster',
      value: cluster,
      detail: names.slice(0, 10).join(', '),
    });
  return [at];
}

interface Sample {
  readonly features: readonly RuleFeature[];
  readonly codes: Int32Array;
}

function sampled(context: Context, table: Table, features: readonly RuleFeature[], codes: Int32Array): Sample {
  if (table.nRows <= MOST_ROWS) return { features, codes };
  const rows = sampleRows(table.nRows, MOST_ROWS, context.random.fork(0));
  context.warn(text.message('sampled', { rows: rows.length, all: table.nRows }));
  const part = table.take(rows);
  const kept = features.map((feature) => {
    const { tree } = feature;
    const own =
      tree.kind === 'number'
        ? { kind: 'number' as const, values: Float64Array.from(rows, (row) => tree.values[row]!) }
        : { ...tree, codes: Int32Array.from(rows, (row) => tree.codes[row]!) };
    return { ...feature, tree: own };
  });
  return { features: kept, codes: Int32Array.from({ length: part.nRows }, (_, i) => codes[rows[i]!]!) };
}

/** The rule of a tree that tells one cluster from all others. */
function ruleOf({ features, codes }: Sample, cluster: number, options: TreeOptions, look: () => void): WrittenRule {
  const isIn = Int32Array.from(codes, (own) => (own === cluster ? 1 : 0));
  const tree = growTree(
    features.map(({ tree: own }) => own),
    isIn,
    2,
    options,
    look,
  );
  return writeRule(leavesFor(tree, 1, MOST_WAYS), features);
}

interface JudgedRule extends RuleQuality {
  /** How many times as many of the cluster it picks as rows at random would. */
  readonly lift: number;
}

/** Counts over all rows who the rule picks. */
function judge(table: Table, { predicate }: WrittenRule, codes: Int32Array, cluster: number): JudgedRule {
  const quality = ruleQuality(evaluatePredicate(table, predicate), (row) => codes[row] === cluster);
  const { rows, precision } = quality;
  return { ...quality, lift: rows > 0 ? (precision * codes.length) / rows : 0 };
}

function rulesTable(
  rules: readonly (JudgedRule & { cluster: number; rule: WrittenRule })[],
  names: readonly string[],
): Table {
  const number = (
    name: string,
    of: (rule: JudgedRule) => number,
    unit: 'count' | 'share' | null,
    key: 'rows' | 'picked' | 'precision' | 'recall' | 'lift',
  ) => numberColumn(name, Float64Array.from(rules, of), { unit, label: text.column(key) });
  const words = (
    name: string,
    of: (rule: WrittenRule) => string,
    key: 'ruleEn' | 'ruleZh' | 'predicate' | 'condition',
  ) =>
    textColumn(
      name,
      rules.map(({ rule }) => of(rule)),
      { label: text.column(key) },
    );
  return new Table(
    [
      textColumn(
        'cluster',
        rules.map(({ cluster }) => names[cluster]!),
        { label: text.column('cluster') },
      ),
      words('rule_en', ({ words: { en } }) => en, 'ruleEn'),
      words('rule_zh', ({ words: { zh } }) => zh, 'ruleZh'),
      number('rows', ({ rows }) => rows, 'count', 'rows'),
      number('picked', ({ picked }) => picked, 'count', 'picked'),
      number('precision', ({ precision }) => precision, 'share', 'precision'),
      number('recall', ({ recall }) => recall, 'share', 'recall'),
      number('lift', ({ lift }) => lift, null, 'lift'),
      words('predicate', ({ predicate }) => JSON.stringify(predicate), 'predicate'),
      words('condition', ({ sql }) => sql, 'condition'),
    ],
    { name: 'cluster_rules' },
  );
}

function differencesTable(found: readonly ClusterDifference[], names: readonly string[]): Table {
  const number = (key: 'own' | 'others' | 'difference' | 'gain') =>
    numberColumn(
      key,
      Float64Array.from(found, (own) => own[key]),
      { label: text.column(key) },
    );
  return new Table(
    [
      textColumn(
        'cluster',
        found.map(({ cluster }) => names[cluster]!),
        { label: text.column('cluster') },
      ),
      textColumn(
        'feature',
        found.map(({ feature }) => feature.name),
        { label: text.column('feature') },
      ),
      number('own'),
      number('others'),
      number('difference'),
      number('gain'),
    ],
    { name: 'cluster_differences' },
  );
}
