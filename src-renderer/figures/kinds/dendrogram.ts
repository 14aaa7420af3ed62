import type { DendrogramFigure } from '../../../src-main/contract/figure.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel, type Text } from '../../../src-main/contract/text.ts';
import { selectsNothing, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { baseLayout, placeAxis, valueAxis } from '../layout.ts';
import { clusterColor } from '../palette.ts';

const ROWS: Text = { en: 'Rows', zh: '行数' };
const CLUSTER: Text = { en: 'Cluster', zh: '聚类' };

/** Points of one merge in its trace, with the gap behind it. */
const CORNERS = 5;

/** Where everything stands: leaves in an order in which no line crosses another, merges half way between their parts. */
interface Places {
  /** Leaves from the top. */
  readonly order: readonly number[];
  /** By number of leaf or merge. */
  readonly at: readonly number[];
  readonly heights: readonly number[];
  readonly sizes: readonly number[];
}

function placesOf({ leaves, merges }: DendrogramFigure): Places {
  const nLeaves = leaves.length;
  const order: number[] = [];
  const isPart = new Set(merges.flatMap(({ a, b }) => [a, b]));
  const all = [...Array(nLeaves + merges.length).keys()];
  const waiting = all.filter((node) => !isPart.has(node));
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const merge = merges[node - nLeaves];
    if (merge) waiting.push(merge.b, merge.a);
    else order.push(node);
  }
  const at: number[] = [];
  order.forEach((leaf, i) => (at[leaf] = i));
  const heights: number[] = new Array<number>(nLeaves).fill(0);
  const sizes = leaves.map(({ size }) => size);
  merges.forEach(({ a, b, height }, i) => {
    at[nLeaves + i] = ((at[a] ?? 0) + (at[b] ?? 0)) / 2;
    heights[nLeaves + i] = height;
    sizes[nLeaves + i] = (sizes[a] ?? 0) + (sizes[b] ?? 0);
  });
  return { order, at, heights, sizes };
}

function draw(figure: DendrogramFigure, view: View): Drawing {
  const { leaves, merges, value: axis, cut } = figure;
  const places = placesOf(figure);
  const highest = merges.at(-1)?.height ?? 1;
  const scale = { axis, currency: null, range: [0, highest * 1.04 || 1] as const };
  // One trace a colour: plotly takes a few milliseconds for each.
  const groups = [...Map.groupBy(merges.keys(), (merge) => merges[merge]!.cluster)];
  const traces = groups.map(([cluster, own]) => {
    const corners = own.flatMap((merge) => {
      const { a, b, height } = merges[merge]!;
      const [yA, yB] = [places.at[a]!, places.at[b]!];
      return [[places.heights[a]!, yA], [height, yA], [height, yB], [places.heights[b]!, yB], [null, null]] as const;
    }); // prettier-ignore
    return {
      type: 'scatter',
      mode: 'lines',
      x: corners.map(([x]) => x),
      y: corners.map(([, y]) => y),
      line: {
        color: cluster < 0 ? view.theme.axis : clusterColor(cluster, view.theme.scheme),
        width: 1.6,
        shape: 'linear',
      },
      hoverinfo: 'none',
    };
  });
  return {
    traces: traces as unknown as Trace[],
    layout: {
      ...baseLayout(view),
      xaxis: valueAxis(scale, 'x', view),
      yaxis: placeAxis(
        places.order.map((leaf) => leaves[leaf]!.name),
        'y',
        view,
      ),
      shapes:
        cut === null
          ? []
          : [
              {
                type: 'line',
                x0: cut,
                x1: cut,
                yref: 'paper',
                y0: 0,
                y1: 1,
                line: { color: view.theme.text, width: 1.2, dash: 'dash' },
              },
            ],
    },
    scales: { x: scale },
    hover(curve, point) {
      const at = groups[curve]?.[1][Math.floor(point / CORNERS)];
      const merge = at === undefined ? undefined : merges[at];
      if (at === undefined || !merge) return null;
      const size = places.sizes[leaves.length + at] ?? NaN;
      const lines = [
        { label: formatLabel(axis.label, view.locale), value: formatValue(merge.height, axis.unit, null, view.locale) },
      ];
      if (merge.cluster >= 0)
        lines.push({
          label: formatLabel({ code: 'cluster', text: CLUSTER }, view.locale),
          value: String(merge.cluster),
        });
      return {
        title: `${formatLabel({ code: 'rows', text: ROWS }, view.locale)}: ${formatValue(size, 'count', null, view.locale)}`,
        lines,
      };
    },
  };
}

/** Which groups of rows join at which distance. */
export const dendrogram: FigureKind<DendrogramFigure> = {
  draw,
  ...selectsNothing,
  zooms: true,
  height: ({ leaves }) => Math.min(900, 110 + leaves.length * 15),
};
