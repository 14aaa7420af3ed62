import type { BarsFigure, TimelineFigure } from '../../../contract/figure.ts';
import type { Message } from '../../../contract/text.ts';
import { DAY_MS } from '../order-lines.ts';
import type { Snapshot } from './target-snapshots.ts';
import { targetText as text } from './target-text.ts';
import { countYes } from './target-warnings.ts';

const dayLabel = (time: number): Message => text.message('row', { cutoff: { date: time } });

/** What each cut-off looks back on and what it foretells. @param snapshots the earliest first. */
export function timelineFigure(snapshots: readonly Snapshot[], nRows: number): TimelineFigure {
  const latest = snapshots.at(-1)!;
  const days = Math.round((latest.to - latest.from) / DAY_MS);
  const title =
    snapshots.length === 1
      ? text.message('timelineTitle', {
          cutoff: { date: latest.cutoff },
          from: { date: latest.from },
          to: { date: latest.to - DAY_MS },
        })
      : text.message('timelineTitleMany', {
          count: snapshots.length,
          first: { date: snapshots[0]!.cutoff },
          cutoff: { date: latest.cutoff },
          days,
        });
  const ends = (pick: (snapshot: Snapshot) => number): Float64Array => Float64Array.from(snapshots, pick);
  const cutoffs = ends(({ cutoff }) => cutoff);
  const begins = ends(({ from }) => from);
  return {
    kind: 'timeline',
    title,
    subtitle: text.message('timelineSubtitle', { rows: nRows }),
    summary: title,
    rows: snapshots.map(({ cutoff }) => dayLabel(cutoff)),
    time: text.message('time'),
    series: [
      { name: text.message('window'), from: ends(({ windowFrom }) => windowFrom), to: cutoffs },
      ...(latest.from > latest.cutoff ? [{ name: text.message('gap'), from: cutoffs, to: begins }] : []),
      { name: text.message('horizon'), from: begins, to: ends(({ to }) => to) },
    ],
  };
}

/** The share of yes at each cut-off. */
export function ratesFigure(snapshots: readonly Snapshot[], yes: readonly Uint8Array[], rows: number): BarsFigure {
  const rates = Float64Array.from(yes, (flags) => countYes(flags) / flags.length);
  const title = text.message('ratesTitle', {
    low: { percent: Math.min(...rates), digits: 1 },
    high: { percent: Math.max(...rates), digits: 1 },
  });
  return {
    kind: 'bars',
    orientation: 'vertical',
    title,
    subtitle: text.message('ratesSubtitle', { rows }),
    summary: title,
    categories: snapshots.map(({ cutoff }) => dayLabel(cutoff)),
    value: { label: { code: 'baseRate', text: text.output('baseRate') }, unit: 'share' },
    series: [{ name: { code: 'baseRate', text: text.output('baseRate') }, values: rates }],
  };
}
