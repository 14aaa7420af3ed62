import type { Text } from '../../../contract/text.ts';
import { landmarkOf, type Landmarks } from '../../maths/maps/landmarks.ts';
import { trustworthiness } from '../../maths/maps/trustworthiness.ts';
import { seededRandom } from '../../maths/random.ts';
import type { Matrix, Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { completeMatrix } from '../features-of.ts';
import { bounded, boundOf } from './bounded.ts';
import { doing, fewRows, formingMap, mapFigure, placeTable, placing } from './map-outputs.ts';

/** What a map needs to take new rows. */
export interface MapModel {
  readonly landmarks: Landmarks;
  readonly features: readonly string[];
  /** What the features were multiplied by. */
  readonly scale: number;
}

/** Told how much is done, and the places as they are by then. */
type Watch = (share: number, places: ArrayLike<number> | null) => void;

/** Lays a table out, shown as it forms. @param nNear up to so many rows are too few for what was asked. */
export async function layOut<M extends Pick<MapModel, 'landmarks'>>(
  context: Context,
  table: Table,
  chosen: { readonly features: readonly string[]; readonly color: string | null },
  nNear: number,
  fit: (x: Matrix, watch: Watch) => Promise<M>,
): Promise<M & MapModel> {
  const { names, x } = completeMatrix(table, chosen.features);
  if (chosen.color !== null) table.column(chosen.color);
  const scale = boundOf(x);
  if (x.nRows > 0 && x.nRows <= nNear) context.warn(fewRows(x.nRows));
  const draw = formingMap(context);
  const model = await fit(bounded(x, scale), (share, places) => {
    context.progress(share, doing(places));
    if (places) draw(share, places);
  });
  return { ...model, features: names, scale };
}

/** How the rows of a table are placed on a map, and how far that is to be trusted. */
interface Placing {
  readonly method: Text;
  /** Neighbours by which the trust is told. */
  readonly nNear: number;
  place(x: Matrix, watch: (share: number) => void): Promise<Matrix>;
}

/** The outputs of a map for a table, new or the one it was laid out of. @throws cancelled */
export async function placeOnMap(
  context: Context,
  table: Table,
  model: MapModel,
  chosen: string | null,
  { method, nNear, place }: Placing,
) {
  // New rows may lack what the others were coloured by.
  const color = chosen !== null && table.find(chosen) ? chosen : null;
  const x = bounded(completeMatrix(table, model.features).x, model.scale);
  const at = await place(x, (share) => {
    context.progress(0.7 * share, placing());
  });
  const { pool } = context;
  const random = seededRandom(model.landmarks.seed);
  const trust = await trustworthiness(x, at, nNear, { pool, random }, (share) => {
    context.progress(0.7 + 0.25 * share, placing());
  });
  const places = placeTable(table, at, color);
  const facts = {
    method,
    features: model.features.length,
    landmarks: model.landmarks.x.nRows,
    laidOut: landmarkOf(model.landmarks, x).filter((landmark) => landmark >= 0).length,
    trust,
  };
  return { places, map: mapFigure(places, color, facts), trust: Number.isNaN(trust.score) ? null : trust.score };
}
