import type { SilhouetteFigure } from '../../../src-main/contract/figure.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel, type Text } from '../../../src-main/contract/text.ts';
import { selectsNothing, type Annotation, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { drawnLabel } from '../escape.ts';
import { baseLayout, extent, LETTER_WIDTH, valueAxis } from '../layout.ts';
import { clusterColor } from '../palette.ts';

const COEFFICIENT: Text = { en: 'Silhouette', zh: '轮廓系数' };
const MEAN: Text = { en: 'mean', zh: '平均' };

/** Clusters below one another, each as high as its share of the rows, with a little air between. */
function bands({ clusters }: SilhouetteFigure): { from: number; to: number }[] {
  const total = clusters.reduce((sum, { size }) => sum + size, 0) || 1;
  const air = 0.12 / Math.max(1, clusters.length);
  let at = 0;
  return clusters.map(({ size }) => {
    const from = at;
    const to = from + (size / total) * 0.88;
    at = to + air;
    return { from, to };
  });
}

function draw(figure: SilhouetteFigure, view: View): Drawing {
  const { clusters, mean } = figure;
  const found = extent(...clusters.map(({ values }) => values)) ?? [0, 1];
  const axis = { label: { code: 'silhouette', text: COEFFICIENT }, unit: 'score' as const };
  const scale = { axis, currency: null, range: [Math.min(0, found[0]), Math.max(found[1], mean)] as const };
  const at = bands(figure);
  const names = clusters.map(
    ({ name, size }) =>
      `${drawnLabel(formatLabel(name, view.locale), 22)} · ${formatValue(size, 'count', null, view.locale)}`,
  );
  const traces = clusters.map(({ id, values }, i) => {
    const { from, to } = at[i]!;
    const y = Array.from(values, (_, k) => from + ((to - from) * (k + 0.5)) / values.length);
    const color = clusterColor(id, view.theme.scheme);
    return {
      type: 'scatter',
      mode: 'lines',
      x: Array.from(values),
      y,
      fill: 'tozerox',
      fillcolor: color,
      line: { color, width: 1 },
      hoverinfo: 'none',
    };
  });
  const annotations = clusters.map((_, i): Annotation => ({
    xref: 'paper',
    x: 0,
    xanchor: 'right',
    xshift: -8,
    y: (at[i]!.from + at[i]!.to) / 2,
    showarrow: false,
    text: names[i] ?? '',
    font: { size: 11, color: view.theme.text2 },
  }));
  const meanText = `${formatLabel({ code: 'mean', text: MEAN }, view.locale)} ${formatValue(mean, 'score', null, view.locale)}`;
  const left = Math.min(190, 20 + Math.max(...names.map((name) => name.length), 8) * LETTER_WIDTH);
  return {
    traces: traces as unknown as Trace[],
    layout: {
      ...baseLayout(view),
      margin: { l: left, r: 16, t: 22, b: 12, pad: 0 },
      xaxis: { ...valueAxis(scale, 'x', view), zeroline: true, zerolinecolor: view.theme.line },
      yaxis: { visible: false, range: [1.02, -0.02], type: 'linear' },
      shapes: [
        {
          type: 'line',
          x0: mean,
          x1: mean,
          yref: 'paper',
          y0: 0,
          y1: 1,
          line: { color: view.theme.text, width: 1.2, dash: 'dash' },
        },
      ],
      annotations: [
        ...annotations,
        {
          x: mean,
          yref: 'paper',
          y: 1,
          yanchor: 'bottom',
          showarrow: false,
          text: meanText,
          font: { size: 11, color: view.theme.text },
        },
      ],
    },
    scales: { x: scale },
    hover(curve, point) {
      const cluster = clusters[curve];
      const value = cluster?.values[point];
      if (!cluster || value === undefined) return null;
      return {
        title: formatLabel(cluster.name, view.locale),
        lines: [{ label: formatLabel(axis.label, view.locale), value: formatValue(value, 'score', null, view.locale) }],
      };
    },
  };
}

/** How well each row sits in its cluster, from best to worst. */
export const silhouette: FigureKind<SilhouetteFigure> = {
  draw,
  ...selectsNothing,
  zooms: false,
  height: ({ clusters }) => Math.min(640, 120 + clusters.length * 34),
};
