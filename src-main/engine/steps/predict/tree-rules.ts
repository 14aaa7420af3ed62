import type { TreemapFigure } from '../../../contract/figure.ts';
import type { Label, Message, MessageValue } from '../../../contract/text.ts';
import { numberColumn, textColumn } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import { leafPaths, type LeafPath } from '../../maths/trees/leaf-paths.ts';
import type { TreeSet } from '../../maths/trees/tree-set.ts';
import { columnWords } from '../features-of.ts';
import { messageWords } from '../message-words.ts';
import { classWords } from './class-words.ts';
import type { Encoding, TargetInfo } from './predictor.ts';
import { treeText as text } from './tree-text.ts';
import { decimalsOf, readableThresholds, type ReadThreshold } from './tree-thresholds.ts';

/** A tree as a list of rules, the most rows first, and as nested areas. @param isShare whether the number it predicts is a share. */
export function treeRules(trees: TreeSet, encoding: Encoding, target: TargetInfo, table: Table, isShare = false) {
  const total = trees.cover[0]!;
  const read = readableThresholds(encoding, table);
  const paths = leafPaths(trees, 0).sort((a, b) => trees.cover[b.leaf]! - trees.cover[a.leaf]! || a.leaf - b.leaf);
  const told = paths.map(({ leaf }) => sayingOf(trees, leaf, target));
  const isClasses = target.kind === 'classes';
  const rules = new Table([
    textColumn(
      'rule',
      paths.map((path) => ruleOf(path, encoding, read)),
      { label: text.column('rule') },
    ),
    ...(isClasses
      ? [
          textColumn(
            'says',
            told.map(({ place }) => target.classes[place]!),
            { label: text.column('says') },
          ),
        ]
      : []),
    numberColumn(
      isClasses ? 'probability' : 'mean',
      Float64Array.from(told, ({ value }) => value),
      isClasses
        ? { label: text.column('probability'), unit: 'share' }
        : { label: text.column('number'), unit: isShare ? 'share' : null },
    ),
    numberColumn(
      'n_rows',
      Float64Array.from(paths, ({ leaf }) => trees.cover[leaf]!),
      { label: text.column('rows'), unit: 'count' },
    ),
    numberColumn(
      'share',
      Float64Array.from(paths, ({ leaf }) => (total > 0 ? trees.cover[leaf]! / total : 0)),
      { label: text.column('share'), unit: 'share' },
    ),
  ]);
  return {
    rules,
    tree: treeFigure({ trees, encoding, target, table, read, isShare }, paths.length),
    nLeaves: paths.length,
  };
}

/** What a leaf says: the likeliest class with its share, or the mean. */
function sayingOf({ value, width }: TreeSet, node: number, { kind }: TargetInfo): { place: number; value: number } {
  const own = value.subarray(node * width, (node + 1) * width);
  if (kind === 'number') return { place: 0, value: own[0]! };
  const place = own.indexOf(Math.max(...own));
  return { place, value: own[place]! };
}

/** A way to a leaf in signs that need no language: “tenure ≤ 12 & contract ∈ {month}”. */
function ruleOf(
  { features, lower, upper, categories, missing }: LeafPath,
  encoding: Encoding,
  read: ReadThreshold,
): string {
  const parts = Array.from(features, (column, i) => {
    const { column: name, categories: names, type } = encoding.features[encoding.columns[column]!.feature]!;
    const own = categories[i];
    if (own) return `${name} ∈ {${listOf(own, names ?? [], missing[i] === 1)}}`;
    if (type === 'boolean') return `${name} = ${(upper[i]! < 1 ? names?.[0] : names?.[1]) ?? ''}`;
    return rangeOf(name, read(column, lower[i]!), read(column, upper[i]!), missing[i] === 1);
  });
  return parts.length > 0 ? parts.join(' & ') : '*';
}

function rangeOf(name: string, lower: number, upper: number, isMissing: boolean): string {
  const orMissing = isMissing ? ' | ∅' : '';
  if (lower === -Infinity && upper === Infinity) return isMissing ? `${name} = *` : `${name} ≠ ∅`;
  if (lower === -Infinity) return `${name} ≤ ${shown(upper)}${orMissing}`;
  if (upper === Infinity) return `${name} > ${shown(lower)}${orMissing}`;
  return `${shown(lower)} < ${name} ≤ ${shown(upper)}${orMissing}`;
}

const MOST_LISTED = 6;

function listOf(allowed: Uint8Array, names: readonly string[], isMissing: boolean): string {
  const listed = names.filter((_, code) => allowed[code] === 1);
  const shownNames = listed.length > MOST_LISTED ? [...listed.slice(0, MOST_LISTED), '…'] : listed;
  return [...shownNames, ...(isMissing ? ['∅'] : [])].join(', ');
}

const shown = String;

/** Deeper areas are too small to read. */
const MOST_AREAS = 400;

/** A tree with what its questions are told by. */
interface ToldTree {
  readonly trees: TreeSet;
  readonly encoding: Encoding;
  readonly target: TargetInfo;
  readonly table: Table;
  readonly read: ReadThreshold;
  readonly isShare: boolean;
}

function treeFigure(told: ToldTree, nLeaves: number): TreemapFigure {
  const { trees, encoding, target, table, isShare } = told;
  const ids: string[] = [];
  const labels: Label[] = [];
  const parents: string[] = [];
  const says = (node: number): MessageValue => {
    const { place, value } = sayingOf(trees, node, target);
    if (isShare) return { percent: value };
    if (target.kind === 'number') return inDigits(Number(value.toPrecision(4)));
    const name = classWords(target.classes[place]!, target, table);
    return messageWords(text.message('class', { percent: { percent: value }, class: name }));
  };
  const waiting: { node: number; parent: string; label: Label }[] = [
    { node: 0, parent: '', label: text.message('everyone', { says: says(0) }) },
  ];
  const nodes: number[] = [];
  for (let next = waiting.shift(); next && ids.length < MOST_AREAS; next = waiting.shift()) {
    const { node } = next;
    ids.push(String(node));
    labels.push(next.label);
    parents.push(next.parent);
    nodes.push(node);
    if (trees.feature[node]! < 0) continue;
    for (const isLeft of [true, false]) {
      const child = isLeft ? trees.left[node]! : trees.right[node]!;
      const rule = messageWords(questionOf(told, node, isLeft));
      waiting.push({ node: child, parent: String(node), label: text.message('branch', { rule, says: says(child) }) });
    }
  }
  const values = areasOf(nodes, parents, trees);
  const message = { leaves: nLeaves, rows: Math.round(trees.cover[0]!) };
  const first = trees.feature[0]!;
  return {
    kind: 'treemap',
    title:
      first < 0
        ? text.message('treeTitleOne')
        : text.message('treeTitle', { leaves: nLeaves, feature: nameOf(first, encoding, table) }),
    subtitle: text.message('treeSubtitle'),
    summary: text.message('treeSummary', message),
    ids,
    labels,
    parents,
    values,
    value: { label: text.message('rows'), unit: 'count' },
  };
}

/** Areas whose parents are exactly as large as what lies in them. */
function areasOf(nodes: readonly number[], parents: readonly string[], { cover }: TreeSet): Float64Array {
  const place = new Map(nodes.map((node, i) => [String(node), i]));
  const areas = Float64Array.from(nodes, () => 0);
  const hasChildren = new Set(parents);
  for (let i = nodes.length - 1; i >= 0; i--) {
    if (!hasChildren.has(String(nodes[i]))) areas[i] = cover[nodes[i]!]!;
    const parent = place.get(parents[i]!);
    if (parent !== undefined) areas[parent]! += areas[i]!;
  }
  return areas;
}

const inDigits = (value: number): MessageValue => ({ decimal: value, digits: decimalsOf(value) });

/** What a node asks, as its rows on one side answer it, in the reader's words. */
function questionOf({ trees, encoding, table, read }: ToldTree, node: number, isLeft: boolean): Message {
  const column = trees.feature[node]!;
  const { categories, type } = encoding.features[encoding.columns[column]!.feature]!;
  const feature = nameOf(column, encoding, table);
  const takesMissing = (trees.missingLeft[node] === 1) === isLeft;
  const start = trees.category[node]!;
  if (start >= 0) {
    const allowed = Uint8Array.from({ length: trees.nCategories[node]! }, (_, code) =>
      (((trees.goesLeft[start + (code >> 5)]! >>> (code & 31)) & 1) === 1) === isLeft ? 1 : 0,
    );
    if (type === 'boolean') return text.message(allowed[1] === 1 ? 'isYes' : 'isNo', { feature });
    return text.message('isOneOf', { feature, list: listOf(allowed, categories ?? [], takesMissing) });
  }
  if (type === 'boolean') return text.message(isLeft ? 'isNo' : 'isYes', { feature });
  const threshold = trees.threshold[node]!;
  if (threshold === Infinity) return text.message(isLeft ? 'isKnown' : 'isMissing', { feature });
  return text.message(isLeft ? 'isUpTo' : 'isAbove', { feature, threshold: inDigits(read(column, threshold)) });
}

function nameOf(column: number, { columns, features }: Encoding, table: Table): MessageValue {
  return columnWords(table, features[columns[column]!.feature]!.column);
}
