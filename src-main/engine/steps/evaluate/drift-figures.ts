import type { BarsFigure } from '../../../contract/figure.ts';
import type { Label, MessageValue } from '../../../contract/text.ts';
import type { Drift } from '../../maths/drift/shapes.ts';
import type { Table } from '../../table/table.ts';
import type { ColumnDrift } from '../drift.ts';
import { columnLabel } from '../features-of.ts';
import { labelWords } from '../message-words.ts';
import { driftText as text } from './drift-text.ts';

/** What the figures of drift tell of. */
interface Told {
  readonly table: Table;
  /** The most shifted first. */
  readonly found: readonly ColumnDrift[];
  readonly shifted: readonly ColumnDrift[];
  readonly nBefore: number;
  readonly moderate: number;
  readonly strong: number;
}

const MOST_BARS = 25;
const shown = (value: number): MessageValue => ({ decimal: value, digits: 2 });

/** The stability index of every feature. */
export function indexFigure({ table, found, shifted, nBefore, moderate, strong }: Told): BarsFigure {
  const first = found[0]!;
  const all = found.length;
  const title =
    shifted.length === 0
      ? text.message('titleNone', { all })
      : text.message('title', { shifted: shifted.length, all, feature: (shifted[0] ?? first).words });
  const bars = found.filter(({ drift: { psi } }) => !Number.isNaN(psi)).slice(0, MOST_BARS);
  const name = { code: 'psi', text: text.column('psi') };
  return {
    kind: 'bars',
    orientation: 'horizontal',
    title,
    subtitle: text.message('subtitle', {
      now: table.nRows,
      before: nBefore,
      moderate: shown(moderate),
      strong: shown(strong),
    }),
    summary: title,
    categories: bars.map(({ column }) => columnLabel(table, column)),
    value: { label: name },
    series: [{ name, values: Float64Array.from(bars, ({ drift: { psi } }) => psi) }],
  };
}

/** How the most shifted feature lay before and lies now; null where nothing can be compared. */
export function shapeFigure({ table, found }: Told): BarsFigure | null {
  const first = found[0]!;
  const { drift } = first;
  if (Number.isNaN(drift.psi)) return null;
  const bins = [...drift.before.keys()].filter((bin) => drift.before[bin]! > 0 || drift.now[bin]! > 0);
  const gap = (bin: number): number => Math.abs(drift.before[bin]! - drift.now[bin]!);
  const most = bins.reduce((best, bin) => (gap(bin) > gap(best) ? bin : best), bins[0]!);
  const label = binLabel(drift, most);
  const title = text.message('shapeTitle', {
    feature: first.words,
    where: labelWords(label),
    most: { percent: drift.before[most]! },
    now: { percent: drift.now[most]! },
  });
  const series = (name: 'before' | 'now') => ({
    name: text.message(name),
    values: Float64Array.from(bins, (bin) => drift[name][bin]!),
  });
  return {
    kind: 'bars',
    orientation: 'vertical',
    title,
    subtitle: text.message('shapeSubtitle', { psi: shown(drift.psi) }),
    summary: title,
    currency: table.currency,
    categories: bins.map((bin) => binLabel(drift, bin)),
    value: { label: text.message('share'), unit: 'share' },
    series: [series('before'), series('now')],
  };
}

/** What a bin holds. */
function binLabel({ before, ends, names }: Drift, bin: number): Label {
  if (bin === before.length - 1) return text.message('missing');
  if (names.length > 0) return names[bin] ?? text.message('others');
  const [from, to] = [ends[bin - 1], ends[bin]!];
  if (from === undefined) return to === Infinity ? text.message('whole') : text.message('upTo', { to: rounded(to) });
  return to === Infinity
    ? text.message('above', { from: rounded(from) })
    : text.message('between', { from: rounded(from), to: rounded(to) });
}

/** Ends are values of the training rows: three digits tell them well enough. */
const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)));
