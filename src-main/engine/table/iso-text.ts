const DAY_MS = 86_400_000;

/** A date as ISO text: without the time where it is midnight, with milliseconds where it has them. */
export function isoText(epochMs: number): string {
  const iso = new Date(epochMs).toISOString();
  if (epochMs % DAY_MS === 0) return iso.slice(0, iso.indexOf('T'));
  return iso.slice(0, iso.endsWith('.000Z') ? -5 : -1).replace('T', ' ');
}
