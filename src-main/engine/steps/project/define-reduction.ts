import { ClienteleError } from '../../../contract/errors.ts';
import { projectPca } from '../../maths/pca.ts';
import type { ReducedAxes } from '../../maths/reduce/axes.ts';
import type { Text } from '../../../contract/text.ts';
import type { Matrix, Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { figureOut, metricOut, tableOut } from '../define.ts';
import { completeMatrix } from '../features-of.ts';
import { bounded, boundOf } from './bounded.ts';
import {
  axesMap,
  axesTable,
  axesWords,
  explainedBy,
  loadingsFigure,
  meaningsTable,
  type AxisFacts,
  type AxisNames,
} from './reduction-outputs.ts';
import { noAxes, reductionOutputs } from './reduction-words.ts';

/** Axes with the features that they are of. */
export interface AxesModel extends AxisFacts {
  readonly features: string[];
  /** What the features were multiplied by; 1 but for huge ones. */
  readonly scale: number;
}

/** A model whose axes are straight. */
export type LinearModel = AxesModel & ReducedAxes;

/** What a reduction is called. */
export interface ReductionName extends AxisNames {
  readonly method: Text;
  /** Under which its tables are published. */
  readonly table: string;
  /** Whether loadings may be below 0. */
  readonly diverging: boolean;
}

/** What the panels of a reduction give for any table. */
export const reductionGives = ({ table }: ReductionName) => ({
  components: tableOut({ label: reductionOutputs.components, name: table, entity: 'same' }),
  map: figureOut({ label: reductionOutputs.map }),
});

/** What its fit panel tells of the axes. */
export const reductionDescribes = ({ table }: ReductionName) => ({
  meanings: tableOut({
    label: reductionOutputs.meanings,
    name: `${table}_axes`,
    entity: 'none',
    words: axesWords,
  }),
  loadings: figureOut({ label: reductionOutputs.loadings }),
});

/** The share of the whole that all axes explain. */
export const explainedOut = (label: Text) => metricOut({ label, better: 'higher', unit: 'share' });

/** The chosen features, within what can be squared. */
export function reductionMatrix(
  table: Table,
  chosen: readonly string[],
): { names: string[]; x: Matrix; scale: number } {
  const { names, x } = completeMatrix(table, chosen);
  const scale = boundOf(x);
  return { names, x: bounded(x, scale), scale };
}

/** The axes with their features. @throws no-usable-column where there are none */
export function modelOf<A extends { readonly loadings: Float64Array }>(axes: A, features: string[], scale: number) {
  if (axes.loadings.length === 0) throw new ClienteleError('no-usable-column', { detail: noAxes });
  return { ...axes, features, scale };
}

/** The outputs of rows that lie on a reduction's axes. @param at (nRows, nAxes) */
export function reductionOutputsOf(name: ReductionName, model: AxesModel, table: Table, at: Matrix) {
  return { components: axesTable(table, at, name), map: axesMap(table, model, name, name.method) };
}

/** Places a table on straight axes. @throws missing-values, cancelled */
export async function applyLinear(name: ReductionName, model: LinearModel, table: Table, context: Context) {
  const x = bounded(completeMatrix(table, model.features).x, model.scale);
  context.progress(0.2);
  context.signal.throwIfAborted();
  context.progress(0.3);
  const at = await projectPca(model, x, context);
  context.progress(0.7);
  return reductionOutputsOf(name, model, table, at);
}

/** What a fit panel tells of the axes. */
export function describeReduction(name: ReductionName, model: AxesModel, table: Table) {
  return {
    meanings: meaningsTable(model, name),
    loadings: loadingsFigure(table, model, name, name.diverging),
    explained: explainedBy(model),
  };
}
