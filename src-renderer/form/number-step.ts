import type { Field } from './fields.ts';

/** How much an arrow key changes a number: whole numbers by one, others by a round part of their range or size. */
export function stepOf({ whole, min, max, slider, preset }: Extract<Field, { kind: 'number' }>): number {
  if (whole) return 1;
  const size = typeof preset === 'number' && preset !== 0 ? Math.abs(preset) : 1;
  const span = slider && min !== null && max !== null ? (max - min) / 50 : size / 5;
  return Math.min(1, 10 ** Math.floor(Math.log10(span)));
}
