import { z } from 'zod';
import { placeByUmap } from '../../maths/umap/place.ts';
import { fitUmap, type UmapModel } from '../../maths/umap/umap.ts';
import { column, columns, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS } from '../features-of.ts';
import { layOut, placeOnMap, type MapModel } from './lay-out.ts';
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

interface Model extends UmapModel, MapModel {
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
    const model = await layOut(context, table, p, p.nNeighbours, (x, watch) => fitUmap(x, p, context, watch));
    if (model.nParts > 1) context.warn(text.message('parts', { parts: model.nParts }));
    return { ...model, nNeighbours: p.nNeighbours };
  },
  apply: (context, model, { table }, p) =>
    placeOnMap(context, table, model, p.color, {
      method: text.source.messages.method,
      nNear: model.nNeighbours,
      place: (x, watch) => placeByUmap(model, x, context, watch),
    }),
});
