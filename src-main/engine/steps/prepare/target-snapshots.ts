import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import { formatText, type MessageValues } from '../../../contract/text.ts';
import { DAY_MS, dayOf } from '../order-lines.ts';
import { targetText as text, targetWords } from './target-text.ts';

/** Parameters that say where in time a target lies, shared by all targets. */
export const timeParameters = (horizonDays: number) => ({
  cutoff: z
    .number()
    .nullable()
    .default(null)
    .meta({ ...text.parameter('cutoff') }),
  horizon: z
    .int()
    .min(1)
    .max(1830)
    .default(horizonDays)
    .meta({ ...text.parameter('horizon') }),
  gap: z
    .int()
    .min(0)
    .max(365)
    .default(0)
    .meta({ ...text.parameter('gap') }),
  window: z
    .int()
    .min(7)
    .max(1830)
    .default(180)
    .meta({ ...text.parameter('window') }),
  snapshots: z
    .int()
    .min(1)
    .max(24)
    .default(1)
    .meta({ ...text.parameter('snapshots') }),
  every: z
    .int()
    .min(0)
    .max(1830)
    .default(0)
    .meta({ ...text.parameter('every') }),
  onlyActive: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('onlyActive') }),
  maxKinds: z
    .int()
    .min(1)
    .max(50)
    .default(8)
    .meta({ ...text.parameter('maxKinds') }),
});

/** What {@link timeParameters} hold. */
export interface TimeParameters {
  readonly cutoff: number | null;
  readonly horizon: number;
  readonly gap: number;
  readonly window: number;
  readonly snapshots: number;
  readonly every: number;
  readonly onlyActive: boolean;
  readonly maxKinds: number;
}

/** One cut-off and the spans around it, in epoch milliseconds; each span holds its beginning and not its end. */
export interface Snapshot {
  /** Features look at [windowFrom, cutoff) and, for totals, at all that came before. */
  readonly windowFrom: number;
  readonly cutoff: number;
  /** The target looks at [from, to). */
  readonly from: number;
  readonly to: number;
}

/** When the data begins and ends: the first order's day, and the start of the day after the last. */
export interface DataSpan {
  readonly begin: number;
  readonly end: number;
}

/** @throws no-usable-rows where no order has a time. */
export function spanOf(times: Float64Array): DataSpan {
  let [first, last] = [Infinity, -Infinity];
  for (const time of times) {
    if (time < first) first = time;
    if (time > last) last = time;
  }
  if (first > last) throw new ClienteleError('too-few-rows', { needed: 1, got: 0, parameter: 'cutoff' });
  return { begin: dayOf(first) * DAY_MS, end: (dayOf(last) + 1) * DAY_MS };
}

/** The spans around a cut-off. */
export const snapshotAt = (
  cutoff: number,
  { window, gap, horizon }: Pick<TimeParameters, 'window' | 'gap' | 'horizon'>,
): Snapshot => ({
  windowFrom: cutoff - window * DAY_MS,
  cutoff,
  from: cutoff + gap * DAY_MS,
  to: cutoff + (gap + horizon) * DAY_MS,
});

/**
 * The cut-offs that the parameters ask for, the latest first.
 *
 * @throws no-usable-rows where the horizon of the latest would hold no data.
 */
export function planSnapshots(p: TimeParameters, { end }: DataSpan): Snapshot[] {
  const latest = p.cutoff === null ? end - (p.gap + p.horizon) * DAY_MS : dayOf(p.cutoff) * DAY_MS;
  const { from } = snapshotAt(latest, p);
  if (from >= end) throw refuse('noFuture', { from: { date: from }, last: { date: end - DAY_MS } });
  const step = (p.every === 0 ? p.horizon : p.every) * DAY_MS;
  return Array.from({ length: p.snapshots }, (_, i) => snapshotAt(latest - i * step, p));
}

/** The error of a target that has nothing to stand on, with its reason. */
export function refuse(why: 'noHistory' | 'noFuture', values: MessageValues): ClienteleError {
  const reason = targetWords.messages[why];
  return new ClienteleError('no-usable-rows', {
    detail: { en: formatText(reason, values, 'en'), zh: formatText(reason, values, 'zh') },
  });
}
