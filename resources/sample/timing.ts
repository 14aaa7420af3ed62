import type { Behaviour } from './behaviour.ts';
import { N_DAYS, OCCASION, PROMOTION, SEASON, weekdayOf } from './calendar.ts';
import type { Persona } from './personas.ts';
import type { Chance } from './random.ts';

const calendars = new Map<Persona, Float64Array>();

/** How much a persona wishes to order on each day of the calendar, 1 in the mean. */
function calendarOf(persona: Persona): Float64Array {
  const known = calendars.get(persona);
  if (known) return known;
  const wish = SEASON.map(
    (season, day) =>
      season *
      (1 + persona.promotionPull * (PROMOTION[day] as number) + persona.occasionPull * (OCCASION[day] as number)),
  );
  const mean = wish.reduce((sum, value) => sum + value, 0) / N_DAYS;
  const scaled = wish.map((value) => value / mean);
  calendars.set(persona, scaled);
  return scaled;
}

/**
 * How fast a customer's time runs towards the next order on each day: by calendar, by weekday, and slower as they fade.
 *
 * @param arrival the day the customer came; before the files begin it is negative.
 * @param weekdays the customer's own shares of the week.
 */
export function paceOf({ wishes }: Behaviour, weekdays: readonly number[], arrival: number): Float64Array {
  const pace = new Float64Array(N_DAYS);
  for (const [weight, persona] of wishes) {
    const calendar = calendarOf(persona);
    const fading = Math.exp(-1 / persona.fadeDays);
    const first = Math.max(0, arrival);
    let left = weight * 7 * Math.exp(-(first - arrival) / persona.fadeDays);
    for (let day = first; day < N_DAYS; day++, left *= fading) {
      pace[day] = (pace[day] as number) + left * (calendar[day] as number) * (weekdays[weekdayOf(day)] as number);
    }
  }
  return pace;
}

/**
 * The days of a customer's orders: gaps are gamma in the customer's own time.
 *
 * Who arrives within the files orders on that very day; who came before is met somewhere between two orders.
 *
 * @param end the day on which the customer has left.
 */
export function drawOrderDays(
  chance: Chance,
  pace: Float64Array,
  { arrival, end, gapDays, regularity }: { arrival: number; end: number; gapDays: number; regularity: number },
): number[] {
  const days = arrival >= 0 ? [arrival] : [];
  let due = chance.gamma(regularity, gapDays) * (arrival >= 0 ? 1 : chance.next());
  for (let day = Math.max(0, arrival + 1), passed = 0; day < Math.min(end, N_DAYS); day++) {
    passed += pace[day] as number;
    for (; passed >= due; due += chance.gamma(regularity, gapDays)) days.push(day);
  }
  return days;
}
