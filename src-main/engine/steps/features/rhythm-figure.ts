import type { BarsFigure, HeatmapFigure } from '../../../contract/figure.ts';
import { hourBins } from './behaviour-columns.ts';
import { hourBinsOf } from './behaviour-measures.ts';
import { behaviourText as text, WEEKDAYS } from './behaviour-text.ts';
import type { Purchases } from './purchases.ts';

const dayName = (day: number) => WEEKDAYS[day]?.name ?? WEEKDAYS[0].name;
const days = WEEKDAYS.map(({ id, name }) => ({ code: id, text: name }));

/** When orders come: by weekday and hour, or by weekday alone where times hold days alone. */
export function rhythmFigure(
  { keys, times, weekdays, hours }: Purchases,
  hoursPerBin: number | null,
): HeatmapFigure | BarsFigure | null {
  if (times.length === 0) return null;
  const bins = hoursPerBin === null ? [] : hourBins(hoursPerBin);
  const width = Math.max(1, bins.length);
  const values = new Float64Array(WEEKDAYS.length * width);
  const binOf = hoursPerBin === null ? null : hourBinsOf(hours, hoursPerBin);
  for (let order = 0; order < times.length; order++)
    values[weekdays[order]! * width + (binOf ? binOf[order]! : 0)]! += 1 / times.length;
  let most = 0;
  for (let at = 1; at < values.length; at++) if (values[at]! > values[most]!) most = at;
  const busiest = {
    ...bins[most % width],
    day: dayName(Math.floor(most / width)),
    share: { percent: values[most] ?? 0 },
  };
  const title = text.message(hoursPerBin === null ? 'busiestDay' : 'busiest', busiest);
  const words = {
    title,
    subtitle: text.message('rhythmSubtitle', { orders: times.length, customers: keys.length }),
    summary: title,
  };
  const value = { label: text.message('share'), unit: 'share' } as const;
  return hoursPerBin === null
    ? {
        kind: 'bars',
        orientation: 'vertical',
        ...words,
        categories: days,
        value,
        series: [{ name: text.message('share'), values }],
      }
    : {
        kind: 'heatmap',
        ...words,
        rows: days,
        columns: bins.map(({ from }) => text.message('hours', { from })),
        values,
        value,
        diverging: false,
      };
}
