import type { Context } from '../context.ts';
import type { SkippedRows } from './interactions.ts';
import { recommenderText } from './texts.ts';

const CODES = {
  missing: 'rows-missing',
  returned: 'rows-returned',
  notProducts: 'rows-not-products',
  unknown: 'rows-unknown',
} as const;

/** Says how many rows were not read, and why. */
export function warnOfSkipped(context: Pick<Context, 'warn'>, skipped: Partial<SkippedRows>): void {
  for (const reason of Object.keys(CODES) as (keyof SkippedRows)[]) {
    const count = skipped[reason] ?? 0;
    if (count > 0) context.warn(recommenderText.message(CODES[reason], { count }));
  }
}

/** Says how many customers have an empty list. */
export function warnOfUnserved(context: Pick<Context, 'warn'>, count: number): void {
  if (count > 0) context.warn(recommenderText.message('customers-unserved', { count }));
}
