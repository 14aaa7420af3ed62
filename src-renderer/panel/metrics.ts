import { formatValue } from '../../src-main/contract/format.ts';
import type { Run } from '../../src-main/contract/project.ts';
import type { MetricValue, StepInfo } from '../../src-main/contract/step.ts';
import type { Unit } from '../../src-main/contract/table.ts';
import type { Locale, Text } from '../../src-main/contract/text.ts';

/** One measured quality of a run. */
export interface MetricRow {
  readonly id: string;
  readonly label: Text | string;
  readonly better: 'higher' | 'lower' | 'none';
  readonly metric: MetricValue | null;
  readonly unit: Unit | null;
  /** Of the run's tables, for money. */
  readonly currency: string | null;
}

/** What a run measured, in the order its step gives it. */
export function metricRows(run: Run, step: StepInfo | undefined): MetricRow[] {
  const given = Object.keys(step?.gives ?? {});
  const currency = run.outputs.find(({ table }) => table?.currency)?.table?.currency ?? null;
  return run.outputs
    .filter(({ kind }) => kind === 'metric')
    .sort((a, b) => given.indexOf(a.id) - given.indexOf(b.id))
    .map(({ id, metric }) => {
      const port = step?.gives[id];
      const better = port?.kind === 'metric' ? port.better : 'none';
      const unit = metric?.unit ?? (port?.kind === 'metric' ? (port.unit ?? null) : null);
      return { id, label: port?.label ?? id, better, metric: metric ?? null, unit, currency };
    });
}

type Written = Pick<MetricRow, 'unit' | 'currency'>;
const PLAIN: Written = { unit: null, currency: null };

export const sayNumber = (value: number, locale: Locale, { unit, currency } = PLAIN): string =>
  formatValue(value, unit, currency, locale);

/** The interval of a measured quality; empty where none was computed. */
export function sayInterval({ lower, upper }: MetricValue, locale: Locale, written = PLAIN): string {
  if (lower === undefined || upper === undefined) return '';
  return `${sayNumber(lower, locale, written)} – ${sayNumber(upper, locale, written)}`;
}
