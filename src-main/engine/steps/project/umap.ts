import { z } from 'zod';
import { landmarkOf } from '../../maths/maps/landmarks.ts';
import { trustworthiness } from '../../maths/maps/trustworthiness.ts';
import { seededRandom } from '../../maths/random.ts';
import { placeByUmap } from '../../maths/umap/place.ts';
import { fitUmap, type UmapModel } from '../../maths/umap/umap.ts';
import { column, columns, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { bounded, boundOf } from './bounded.ts';
import { doing, fewRows, formingMap, mapFigure, placeTable, placing } from './map-outputs.ts';
import { umapText as text } from './umap-text.ts';

const parameters = z.object({
  nNeighbours: z
    .int()
    .min(2)
    .max(200)
    .default(15)
    .meta({ ...text.parameter('nNeighbours') }),
  minDist: z
    .number()
    .min(0)
    .max(1)
    .default(0.1)
    .meta({ ...text.parameter('minDist'), slider: true }),
  color: column({
    port: 'table',
    types: ['number', 'text', 'boolean'],
    text: text.parameter('color'),
    onlyToFit: true,
  }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  spread: z
    .number()
    .min(0.5)
    .max(10)
    .default(1)
    .meta({ ...text.parameter('spread') }),
  start: z
    .enum(['spectral', 'pca'])
    .default('spectral')
    .meta({ ...text.parameter('start') }),
  epochs: z
    .int()
    .min(0)
    .max(5000)
    .default(0)
    .meta({ ...text.parameter('epochs') }),
  repulsion: z
    .number()
    .min(0)
    .max(10)
    .default(1)
    .meta({ ...text.parameter('repulsion') }),
  nNegatives: z
    .int()
    .min(1)
    .max(50)
    .default(5)
    .meta({ ...text.parameter('nNegatives') }),
  mostLandmarks: z
    .int()
    .min(100)
    .max(200_000)
    .default(100_000)
    .meta({ ...text.parameter('mostLandmarks') }),
});

interface Model extends UmapModel {
  readonly features: string[];
  /** What the features were multiplied by. */
  readonly scale: number;
  /** Neighbours by which the trust is told. */
  readonly nNeighbours: number;
}

export const umap = defineEstimator({
  id: 'project.umap',
  version: 1,
  text,
  references: ['arXiv:1802.03426', 'doi:10.1145/1963405.1963487', 'doi:10.1007/3-540-44668-0_68'],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    places: tableOut({ label: text.output('places'), name: 'umap_map', entity: 'same' }),
    map: figureOut({ label: text.output('map') }),
    trust: metricOut({ label: text.output('trust'), better: 'higher', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { nNeighbours, mostLandmarks }) =>
    nRows * (nColumns * 24 + nNeighbours * 12 + 64) + Math.min(nRows, mostLandmarks) * (nNeighbours * 90 + 600),
  async fit(context, { table }, p): Promise<Model> {
    const { names, x } = completeMatrix(table, p.features);
    if (p.color !== null) table.column(p.color);
    const scale = boundOf(x);
    if (x.nRows > 0 && x.nRows <= p.nNeighbours) context.warn(fewRows(x.nRows));
    const draw = formingMap(context);
    const model = await fitUmap(bounded(x, scale), p, context, (share, places) => {
      context.progress(share, doing(places));
      if (places) draw(share, places);
    });
    if (model.nParts > 1) context.warn(text.message('parts', { parts: model.nParts }));
    return { ...model, features: names, scale, nNeighbours: p.nNeighbours };
  },
  async apply(context, model, { table }, p) {
    // New rows may lack what the others were coloured by.
    const color = p.color !== null && table.find(p.color) ? p.color : null;
    const x = bounded(completeMatrix(table, model.features).x, model.scale);
    const at = await placeByUmap(model, x, context, (share) => {
      context.progress(0.7 * share, placing());
    });
    const { pool } = context;
    const random = seededRandom(model.landmarks.seed);
    const trust = await trustworthiness(x, at, model.nNeighbours, { pool, random }, (share) => {
      context.progress(0.7 + 0.25 * share, placing());
    });
    const places = placeTable(table, at, color);
    const facts = {
      method: text.source.messages.method,
      features: model.features.length,
      landmarks: model.landmarks.x.nRows,
      laidOut: landmarkOf(model.landmarks, x).filter((at) => at >= 0).length,
      trust,
    };
    return {
      places,
      map: mapFigure(places, color, facts),
      trust: Number.isNaN(trust.score) ? null : trust.score,
    };
  },
});
