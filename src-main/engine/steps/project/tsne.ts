import { z } from 'zod';
import { placeByTsne } from '../../maths/tsne/place.ts';
import { fitTsne, type TsneModel } from '../../maths/tsne/tsne.ts';
import { column, columns, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS } from '../features-of.ts';
import { layOut, placeOnMap, type MapModel } from './lay-out.ts';
import { tsneText as text } from './tsne-text.ts';

const parameters = z.object({
  perplexity: z
    .number()
    .min(2)
    .max(200)
    .default(30)
    .meta({ ...text.parameter('perplexity') }),
  color: column({
    port: 'table',
    types: ['number', 'text', 'boolean'],
    text: text.parameter('color'),
    onlyToFit: true,
  }),
  features: columns({ port: 'table', types: ['number'], text: text.parameter('features') }),
  exaggeration: z
    .number()
    .min(1)
    .max(50)
    .default(12)
    .meta({ ...text.parameter('exaggeration') }),
  earlyIterations: z
    .int()
    .min(0)
    .max(2000)
    .default(250)
    .meta({ ...text.parameter('earlyIterations') }),
  iterations: z
    .int()
    .min(1)
    .max(10_000)
    .default(500)
    .meta({ ...text.parameter('iterations') }),
  theta: z
    .number()
    .min(0.1)
    .max(0.7)
    .default(0.5)
    .meta({ ...text.parameter('theta') }),
  mostLandmarks: z
    .int()
    .min(100)
    .max(100_000)
    .default(30_000)
    .meta({ ...text.parameter('mostLandmarks') }),
});

type Model = TsneModel & MapModel;

/** Neighbours by which the trust is told. */
const TRUST_NEAR = 15;

export const tsne = defineEstimator({
  id: 'project.tsne',
  version: 1,
  text,
  references: [
    'https://jmlr.org/papers/v9/vandermaaten08a.html',
    'https://jmlr.org/papers/v15/vandermaaten14a.html',
    'doi:10.1038/s41467-019-13056-x',
    'doi:10.1007/3-540-44668-0_68',
  ],
  task: 'transform',
  needs: { table: tableIn({ label: text.input('table'), prefersOutput: CLUSTERED_OUTPUTS }) },
  gives: {
    places: tableOut({ label: text.output('places'), name: 'tsne_map', entity: 'same' }),
    map: figureOut({ label: text.output('map') }),
    trust: metricOut({ label: text.output('trust'), better: 'higher', unit: 'share' }),
  },
  parameters,
  memory: ({ nRows, nColumns }, { perplexity, mostLandmarks }) =>
    nRows * (nColumns * 24 + 400) + Math.min(nRows, mostLandmarks) * (perplexity * 150 + 800),
  fit: (context, { table }, p): Promise<Model> =>
    layOut(context, table, p, 3 * p.perplexity, (x, watch) => fitTsne(x, p, context, watch)),
  apply: (context, model: Model, { table }, p) =>
    placeOnMap(context, table, model, p.color, {
      method: text.source.messages.method,
      nNear: TRUST_NEAR,
      place: (x, watch) => placeByTsne(model, x, context, watch),
    }),
});
