import type { TreemapFigure } from '../../../src-main/contract/figure.ts';
import { formatValue, shortNumber } from '../../../src-main/contract/format.ts';
import { formatLabel } from '../../../src-main/contract/text.ts';
import { selectsNothing, type Drawing, type FigureKind, type Trace, type View } from '../drawing.ts';
import { drawnLabel } from '../escape.ts';
import { baseLayout } from '../layout.ts';
import { markColor } from '../palette.ts';

/** Each part has the colour of the part of the first level that it lies in. */
function colors({ ids, parents }: TreemapFigure, view: View): string[] {
  const parentOf = new Map(ids.map((id, i) => [id, parents[i] ?? '']));
  const roots = ids.filter((id) => parentOf.get(id) === '');
  // A single root is the whole: its children are what is told apart.
  const first = roots.length === 1 ? ids.filter((id) => parentOf.get(id) === roots[0]) : roots;
  const index = new Map(first.map((id, i) => [id, i]));
  return ids.map((id) => {
    let at: string | undefined = id;
    while (at !== undefined && at !== '' && !index.has(at)) at = parentOf.get(at);
    return at === undefined || at === '' ? view.theme.grid : markColor(index.get(at) ?? -1, view.theme.scheme);
  });
}

function draw(figure: TreemapFigure, view: View): Drawing {
  const { ids, labels, parents, value: axis, currency = null } = figure;
  const values = Array.from(figure.values);
  const written = (value: number): string =>
    axis.unit === 'share' ? formatValue(value, 'share', currency, view.locale) : shortNumber(value, view.locale);
  const trace = {
    type: 'treemap',
    ids: [...ids],
    labels: labels.map((label) => drawnLabel(formatLabel(label, view.locale), 40)),
    parents: [...parents],
    values,
    text: values.map(written),
    textinfo: 'label+text',
    branchvalues: 'total',
    sort: true,
    tiling: { pad: 2 },
    pathbar: { visible: true, thickness: 20, textfont: { size: 11 } },
    marker: {
      colors: colors(figure, view),
      line: { color: view.theme.surface, width: 1 },
      pad: { t: 20, l: 2, r: 2, b: 2 },
      cornerradius: 3,
    },
    textfont: { size: 12 },
    hoverinfo: 'none',
  };
  return {
    traces: [trace as unknown as Trace],
    layout: {
      ...baseLayout(view),
      uniformtext: { minsize: 9, mode: 'hide' },
      margin: { l: 0, r: 0, t: 24, b: 0, pad: 0 },
    },
    scales: {},
    hover(_curve, point) {
      const label = labels[point];
      if (label === undefined) return null;
      const value = formatValue(values[point] ?? NaN, axis.unit, currency, view.locale);
      return {
        title: formatLabel(label, view.locale),
        lines: [{ label: formatLabel(axis.label, view.locale), value }],
      };
    },
  };
}

/** Nested areas; a click goes into one. */
export const treemap: FigureKind<TreemapFigure> = { draw, ...selectsNothing, zooms: false, height: () => 380 };
