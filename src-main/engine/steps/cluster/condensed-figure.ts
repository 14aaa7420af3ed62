import type { DendrogramFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import type { CondensedTree } from '../../maths/hdbscan.ts';

/** A tree with more branches than this cannot be read; tighter ones are drawn together. */
const MOST_LEAVES = 48;

/** What the figure says. */
export interface CondensedWords {
  readonly title: Message;
  readonly subtitle: Message;
  readonly height: Message;
  /** What a branch is called: the number of its cluster, −1 for none, and its rows. */
  leaf(cluster: number, rows: number): Message;
}

/**
 * The clusters that last at some density, as a tree over the distance at which each splits in two; null where nothing splits. A branch has
 * the colour of the chosen cluster that it is or lies in.
 */
export function condensedFigure(
  { parents, births, sizes, owners }: CondensedTree,
  words: CondensedWords,
): DendrogramFigure | null {
  const children = Array.from(parents, (): number[] => []);
  parents.forEach((parent, cluster) => {
    if (parent >= 0) children[parent]!.push(cluster);
  });
  /** The distance at which a cluster splits. */
  const heightOf = (cluster: number): number => 1 / births[children[cluster]![0]!]!;
  // The loosest splits are drawn; a parent splits before its children do, and comes last among equals.
  const drawn = [...children.keys()]
    .filter((cluster) => children[cluster]!.length === 2)
    .sort((a, b) => heightOf(b) - heightOf(a) || a - b)
    .slice(0, MOST_LEAVES - 1)
    .reverse();
  if (drawn.length === 0) return null;
  const isDrawn = new Set(drawn);
  const places = new Map<number, number>();
  const leaves: DendrogramFigure['leaves'][number][] = [];
  for (const cluster of drawn.flatMap((own) => children[own]!).filter((own) => !isDrawn.has(own))) {
    places.set(cluster, leaves.length);
    const size = sizes[cluster]!;
    leaves.push({ name: words.leaf(owners[cluster]!, size), size, cluster: owners[cluster]! });
  }
  drawn.forEach((cluster, i) => places.set(cluster, leaves.length + i));
  return {
    kind: 'dendrogram',
    title: words.title,
    subtitle: words.subtitle,
    summary: words.title,
    leaves,
    merges: drawn.map((cluster) => {
      const [a, b] = children[cluster]!.map((child) => places.get(child)!);
      return { a: a!, b: b!, height: heightOf(cluster), cluster: owners[cluster]! };
    }),
    value: { label: words.height },
    cut: null,
  };
}
