import { PLAIN_BIN } from './tree-nodes-plain.ts';

const MISSING = 255;

/** The best split of a node's categories, without the feature's number. */
export interface CategoriesFound {
  readonly gain: number;
  readonly bin: 0;
  readonly hasMissing: boolean;
  readonly missingLeft: boolean;
  readonly categories: readonly number[];
  readonly leftGradients: number;
  readonly leftHessians: number;
  readonly leftRows: number;
  readonly left: number;
  readonly right: number;
}

/**
 * The best of the splits that keep categories in the order of their gradients (Fisher 1958); what is missing counts as one more.
 * Categories with fewer rows than the smoothing stay on the right, where few rows cannot lead astray.
 *
 * @param histogram (256, 3). @param node, rules as `bestSplit` reads them; rules[3] smooths the order.
 */
export function bestCategories(
  histogram: Float64Array,
  nBins: number,
  node: Float64Array,
  rules: Float64Array,
): CategoriesFound | null {
  const [total, totalHessian, totalRows, value, lower, upper, gScale, hScale] = node as unknown as number[];
  const [l2, leastRows, leastHessian, smooth] = rules as unknown as [number, number, number, number];
  const known = [...Array(nBins).keys(), MISSING].filter(
    (bin) => histogram[bin * PLAIN_BIN + 2]! >= Math.max(1, smooth),
  );
  const place = (bin: number): number =>
    (histogram[bin * PLAIN_BIN]! * gScale!) / (histogram[bin * PLAIN_BIN + 1]! * hScale! + smooth);
  const places = new Map(known.map((bin) => [bin, place(bin)]));
  known.sort((a, b) => places.get(a)! - places.get(b)! || a - b);
  const clip = (v: number): number => (v < lower! ? lower! : v > upper! ? upper! : v);
  const loss = total! * value!;
  let [g, h, n] = [0, 0, 0];
  let best:
    (Omit<CategoriesFound, 'categories' | 'hasMissing' | 'missingLeft' | 'bin'> & { readonly nLeft: number }) | null =
    null;
  for (let i = 0; i < known.length; i++) {
    const at = known[i]! * PLAIN_BIN;
    g += histogram[at]! * gScale!;
    h += histogram[at + 1]! * hScale!;
    n += histogram[at + 2]!;
    const rightH = totalHessian! - h;
    if (n < leastRows || h < leastHessian || n === totalRows) continue;
    if (totalRows! - n < leastRows || rightH < leastHessian) break;
    const left = clip(-g / (h + l2 + 1e-15));
    const right = clip(-(total! - g) / (rightH + l2 + 1e-15));
    const gain = loss - g * left - (total! - g) * right;
    if (gain > (best?.gain ?? 0))
      best = { gain, leftGradients: g, leftHessians: h, leftRows: n, left, right, nLeft: i + 1 };
  }
  if (!best) return null;
  const { nLeft, ...found } = best;
  const goLeft = known.slice(0, nLeft);
  const hasMissing = histogram[MISSING * PLAIN_BIN + 2]! > 0;
  return {
    ...found,
    bin: 0,
    hasMissing,
    missingLeft: goLeft.includes(MISSING),
    categories: goLeft.filter((bin) => bin !== MISSING),
  };
}
