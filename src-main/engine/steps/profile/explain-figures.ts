import type { BarsFigure, HeatmapFigure, TreemapFigure } from '../../../contract/figure.ts';
import { escapeMessage, type Label } from '../../../contract/text.ts';
import type { TreeNode } from '../../maths/cluster/rule-tree.ts';
import type { RuleQuality } from '../../maths/rules/quality.ts';
import { groupId, groupLabel, groupOpening, groupPhrase } from '../cluster/group-names.ts';
import type { ClusterDifference } from './explain-measures.ts';
import { wordsOfTest, type RuleFeature } from './explain-rules.ts';
import { explainText as text } from './explain-text.ts';

/** The tree of all clusters as nested areas. */
export function treeMap(
  root: TreeNode,
  features: readonly RuleFeature[],
  names: readonly string[],
  areClusters: boolean,
): { figure: TreemapFigure | null; accuracy: number } {
  const ids: string[] = [];
  const labels: Label[] = [];
  const parents: string[] = [];
  const values: number[] = [];
  const groups: number[] = [];
  let [right, nTests] = [0, 0];
  const visit = (node: TreeNode, id: string, parent: string, condition: { en: string; zh: string }): void => {
    const most = node.counts.indexOf(Math.max(...node.counts));
    ids.push(id);
    parents.push(parent);
    values.push(node.rows.length);
    groups.push(groupId(names[most] ?? '', most, areClusters));
    const words = { en: escapeMessage(condition.en), zh: escapeMessage(condition.zh) };
    labels.push(
      node.split
        ? text.message('nodeName', { condition: words })
        : text.message('leafName', {
            condition: words,
            cluster: groupPhrase(names[most] ?? '', areClusters),
            share: { percent: node.counts[most]! / Math.max(1, node.rows.length) },
          }),
    );
    if (!node.split) {
      right += node.counts[most]!;
      return;
    }
    nTests++;
    const { test, left: yes, right: no } = node.split;
    const of = (left: boolean) => ({
      en: wordsOfTest(test, left, features, 'en'),
      zh: wordsOfTest(test, left, features, 'zh'),
    });
    visit(yes, `${id}l`, id, of(true));
    visit(no, `${id}r`, id, of(false));
  };
  visit(root, 'n', '', text.source.messages.all);
  const accuracy = right / Math.max(1, root.rows.length);
  const title = text.message('treeTitle', { n: nTests, accuracy: { percent: accuracy } });
  const figure: TreemapFigure = {
    kind: 'treemap',
    title,
    subtitle: text.message('treeSubtitle', { rows: root.rows.length }),
    summary: title,
    ids,
    labels,
    parents,
    values: Float64Array.from(values),
    value: { label: text.message('rowsAxis'), unit: 'count' },
    groups,
  };
  return { figure: nTests > 0 ? figure : null, accuracy };
}

/** How exact the rule of a cluster is. */
export interface ClusterRule extends Pick<RuleQuality, 'precision' | 'recall'> {
  readonly cluster: string;
}

/** Precision and recall of each cluster's rule. */
export function qualityFigure(rules: readonly ClusterRule[], areClusters: boolean): BarsFigure | null {
  const harmonic = ({ precision, recall }: ClusterRule): number => (2 * precision * recall) / (precision + recall || 1);
  const [first] = rules;
  if (!first) return null;
  const best = rules.reduce((most, rule) => (harmonic(rule) > harmonic(most) ? rule : most), first);
  const title = text.message('qualityTitle', {
    cluster: groupOpening(best.cluster, areClusters),
    precision: { percent: best.precision },
    recall: { percent: best.recall },
  });
  const series = (key: 'precision' | 'recall') => ({
    name: { code: key, text: text.column(key) },
    values: Float64Array.from(rules, (rule) => rule[key]),
  });
  return {
    kind: 'bars',
    orientation: 'vertical',
    title,
    summary: title,
    categories: rules.map(({ cluster }) => groupLabel(cluster, areClusters)),
    value: { label: text.message('share'), unit: 'share' },
    series: [series('precision'), series('recall')],
  };
}

/** Standardised differences of number features by cluster; null where there are none. */
export function effectsFigure(
  differences: readonly (readonly ClusterDifference[])[],
  clusters: readonly string[],
  features: readonly RuleFeature[],
  areClusters: boolean,
): HeatmapFigure | null {
  const shown = features.filter(({ tree }) => tree.kind === 'number');
  if (shown.length === 0 || clusters.length === 0) return null;
  const values = Float64Array.from(
    differences.flatMap((own) =>
      shown.map((feature) => own.find((found) => found.feature === feature)?.difference ?? 0),
    ),
  );
  let strongest = 0;
  for (let at = 1; at < values.length; at++) if (Math.abs(values[at]!) > Math.abs(values[strongest]!)) strongest = at;
  const feature = shown[strongest % shown.length]!;
  const title = text.message(values[strongest]! >= 0 ? 'effectTitleHigh' : 'effectTitleLow', {
    cluster: groupOpening(clusters[Math.floor(strongest / shown.length)] ?? '', areClusters),
    feature: feature.label ?? feature.name,
    effect: { decimal: Math.abs(values[strongest]!), digits: 1 },
  });
  return {
    kind: 'heatmap',
    title,
    subtitle: text.message('effectSubtitle'),
    summary: title,
    rows: clusters.map((cluster) => groupLabel(cluster, areClusters)),
    columns: shown.map(({ name, label }) => (label ? { code: 'column', text: label } : name)),
    values,
    value: { label: text.message('deviations') },
    diverging: true,
  };
}
