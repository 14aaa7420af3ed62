import type { DrawnFigure, Figure } from '../../src-main/contract/figure.ts';
import type { FigureKind } from './drawing.ts';
import { bars } from './kinds/bars.ts';
import { box } from './kinds/box.ts';
import { dendrogram } from './kinds/dendrogram.ts';
import { heatmap } from './kinds/heatmap.ts';
import { histogram } from './kinds/histogram.ts';
import { line } from './kinds/line.ts';
import { parallel } from './kinds/parallel.ts';
import { radar } from './kinds/radar.ts';
import { ridges } from './kinds/ridges.ts';
import { sankey } from './kinds/sankey.ts';
import { scatter } from './kinds/scatter.ts';
import { silhouette } from './kinds/silhouette.ts';
import { timeline } from './kinds/timeline.ts';
import { treemap } from './kinds/treemap.ts';
import { upset } from './kinds/upset.ts';

/** Every kind of figure that is a picture; leaving one out does not compile. */
const kinds: { readonly [K in DrawnFigure['kind']]: FigureKind<Extract<DrawnFigure, { kind: K }>> } = {
  scatter,
  histogram,
  bars,
  heatmap,
  box,
  radar,
  line,
  silhouette,
  dendrogram,
  treemap,
  timeline,
  parallel,
  ridges,
  upset,
  sankey,
};

/** How a figure is drawn and selected in. @throws Error at cards, which are no picture, and at a kind that this version does not know. */
export function kindOf<F extends Figure>(figure: F): FigureKind<F> {
  const kind = Object.hasOwn(kinds, figure.kind) ? kinds[figure.kind as DrawnFigure['kind']] : undefined;
  if (!kind) throw new Error(`no figure of the kind “${figure.kind}”`);
  return kind as unknown as FigureKind<F>;
}
