import type { ModelContent, RawScoring } from '../../contract/models.ts';
import { chainRunner } from '../steps/chains.ts';
import type { FittedModel } from '../steps/define.ts';
import { refusalsOf, refusalText, type Lineage } from '../steps/lineage.ts';
import { findStep } from '../steps/registry.ts';

/** What a kept model says of itself, without what it learned. */
export function describeModel(model: FittedModel): ModelContent {
  const { step, stepVersion, parameters, schema, trainedOn, nTrainingRows, shapes, lineage } = model;
  // A step of a later version may be gone.
  const target = findStep(step) ? (chainRunner().predictor(model)?.target ?? null) : null;
  return {
    step,
    stepVersion,
    parameters,
    target: target && { column: target.column, classes: target.classes },
    features: schema,
    trainedOn,
    nTrainingRows,
    tellsDrift: shapes !== undefined,
    raw: lineage ? describeLineage(lineage) : null,
  };
}

function describeLineage(lineage: Lineage): RawScoring {
  const refusals = refusalsOf(lineage);
  return {
    datasets: lineage.datasets.map(({ described: { name, columns } }) => ({
      name,
      columns: columns.filter(({ role }) => role !== null).map((column) => column.name),
    })),
    refused: refusals.length > 0 ? refusalText(refusals) : null,
  };
}
