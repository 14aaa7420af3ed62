import { ClienteleError } from '../../../contract/errors.ts';
import { sampleRows } from '../../maths/matrix.ts';
import type { Random } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import { findTarget } from '../predict/target.ts';
import { featureNames, featureValues, knownRows, targetOf, type FeatureValues, type Target } from './feature-values.ts';

/** Rows whose target is known, as methods that choose features read them. */
export interface SelectionData {
  readonly targetName: string;
  readonly target: Target;
  readonly names: readonly string[];
  readonly features: readonly FeatureValues[];
  readonly nRows: number;
  /** Rows with a known target before some were drawn. */
  readonly nAll: number;
  readonly leftOut: readonly string[];
}

interface Asked {
  readonly target: string | null;
  readonly features: readonly string[];
  readonly kind: 'auto' | 'classes' | 'number';
  readonly mostRows: number;
}

/** Fewer rows than this choose nothing. */
const LEAST_ROWS = 20;

/** Bins of numbers for methods that count; the others do not look at them. */
const N_BINS = 10;

/** @throws too-few-rows, no-usable-column, no-usable-rows, missing-column, wrong-column-type */
export function readSelection(table: Table, asked: Asked, random: Random): SelectionData {
  const targetName = findTarget(table, { ...asked, positive: '' }, ['classes', 'number']).name;
  const { names, leftOut } = featureNames(table, asked.features, targetName);
  const known = knownRows(targetOf(table, targetName, asked.kind));
  if (known.length < LEAST_ROWS)
    throw new ClienteleError('too-few-rows', { needed: LEAST_ROWS, got: known.length, parameter: 'target' });
  const rows = sampleRows(known.length, asked.mostRows, random).map((at) => known[at]!);
  const drawn = rows.length < table.nRows ? table.take(rows) : table;
  return {
    targetName,
    target: targetOf(drawn, targetName, asked.kind),
    names,
    features: names.map((name) => featureValues(drawn, name, N_BINS)),
    nRows: drawn.nRows,
    nAll: known.length,
    leftOut,
  };
}
