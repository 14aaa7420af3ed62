import { encodeBundle } from '../../contract/bundle.ts';
import { invariant } from '../../contract/errors.ts';
import type { MetricValue, OutputPort } from '../../contract/step.ts';
import { Table } from '../table/table.ts';
import { partsOf } from '../storage/table-parts.ts';
import type { PlainOutput } from './protocol.ts';

/**
 * Prepares a step's outputs for storing, each by the kind it declared; figures that have nothing to say are left out.
 *
 * @param gives the outputs that the step declares.
 */
export function plainOutputs(
  outputs: Readonly<Record<string, unknown>>,
  gives: Readonly<Record<string, OutputPort>>,
): Record<string, PlainOutput> {
  const plain: Record<string, PlainOutput> = {};
  for (const [id, port] of Object.entries(gives)) {
    const value = outputs[id];
    invariant(value !== undefined, `the step gives “${id}”`);
    if (port.kind === 'metric') plain[id] = { kind: 'metric', value: metricValue(value) };
    else if (value === null) continue;
    else if (value instanceof Table) plain[id] = { kind: 'table', table: partsOf(value) };
    else {
      invariant(port.kind !== 'table', `“${id}” is a table`);
      plain[id] = { kind: port.kind, bytes: encodeBundle(value), ...(port.kind === 'chain' ? { value } : {}) };
    }
  }
  return plain;
}

function metricValue(value: unknown): MetricValue | null {
  if (typeof value === 'number') return Number.isNaN(value) ? null : { value };
  return value as MetricValue | null;
}
