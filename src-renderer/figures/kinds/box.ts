import type { BoxFigure } from '../../../src-main/contract/figure.ts';
import { figureTable } from '../../../src-main/contract/figure-table.ts';
import { formatValue } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { selectsNothing, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { baseLayout, placeAxis, rangeOf, valueAxis } from '../layout.ts';
import { clusterColor } from '../palette.ts';

function draw(figure: BoxFigure, view: View): Drawing {
  const { groups, quantiles, value: axis, currency = null } = figure;
  const scale = { axis, currency, range: rangeOf(axis, quantiles) };
  const traces = quantiles.map(([low, q25, median, q75, high], i) => ({
    type: 'box',
    orientation: 'h',
    y: [i],
    lowerfence: [low],
    q1: [q25],
    median: [median],
    q3: [q75],
    upperfence: [high],
    width: 0.55,
    line: { color: clusterColor(i, view.theme.scheme), width: 1.5 },
    boxpoints: false,
    hoverinfo: 'none',
  }));
  const names = figureTable(figure, null).columns.slice(1);
  return {
    traces: traces as unknown as Trace[],
    layout: { ...baseLayout(view), xaxis: valueAxis(scale, 'x', view), yaxis: placeAxis(groups, 'y', view) },
    scales: { x: scale },
    hover(curve) {
      const group = groups[curve];
      if (group === undefined) return null;
      const written = (value: number): string => formatValue(value, axis.unit, currency, view.locale);
      const lines = names.map((name, i) => ({
        label: formatLabel(name.label, view.locale),
        value: written(quantiles[curve]?.[i] ?? NaN),
      }));
      return { title: formatLabel(group, view.locale), lines: lines.reverse() };
    },
  };
}

/** The middle half of each group as a box, whiskers from 5 % to 95 %. */
export const box: FigureKind<BoxFigure> = {
  draw,
  ...selectsNothing,
  zooms: false,
  height: ({ groups }) => 64 + groups.length * 34,
};
