import { z } from 'zod';
import { landmarkOf } from '../../maths/maps/landmarks.ts';
import { trustworthiness } from '../../maths/maps/trustworthiness.ts';
import { seededRandom } from '../../maths/random.ts';
import { placeByTsne } from '../../maths/tsne/place.ts';
import { fitTsne, type TsneModel } from '../../maths/tsne/tsne.ts';
import { column, columns, defineEstimator, figureOut, metricOut, tableIn, tableOut } from '../define.ts';
import { CLUSTERED_OUTPUTS, completeMatrix } from '../features-of.ts';
import { bounded, boundOf } from './bounded.ts';
import { doing, fewRows, formingMap, mapFigure, placeTable, placing } from './map-outputs.ts';
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

interface Model extends TsneModel {
  readonly features: string[];
  /** What the features were multiplied by. */
  readonly scale: number;
}

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
  async fit(context, { table }, p): Promise<Model> {
    const { names, x } = completeMatrix(table, p.features);
    if (p.color !== null) table.column(p.color);
    const scale = boundOf(x);
    if (x.nRows > 0 && x.nRows <= 3 * p.perplexity) context.warn(fewRows(x.nRows));
    const draw = formingMap(context);
    const model = await fitTsne(bounded(x, scale), p, context, (share, places) => {
      context.progress(share, doing(places));
      if (places) draw(share, places);
    });
    return { ...model, features: names, scale };
  },
  async apply(context, model, { table }, p) {
    // New rows may lack what the others were coloured by.
    const color = p.color !== null && table.find(p.color) ? p.color : null;
    const x = bounded(completeMatrix(table, model.features).x, model.scale);
    const at = await placeByTsne(model, x, context, (share) => {
      context.progress(0.7 * share, placing());
    });
    const { pool } = context;
    const random = seededRandom(model.landmarks.seed);
    const trust = await trustworthiness(x, at, TRUST_NEAR, { pool, random }, (share) => {
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
