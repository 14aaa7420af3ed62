import { z } from 'zod';
import { column, columns } from '../define.ts';
import { predictText as text } from './texts.ts';

const FEATURE_TYPES = ['number', 'boolean', 'text'] as const;

const target = column({ port: 'table', text: text.parameter('target'), onlyToFit: true });
const features = columns({ port: 'table', types: FEATURE_TYPES, text: text.parameter('features') });

/** The parameters of a model that predicts numbers. */
export const regressorParameters = {
  target: column({ port: 'table', types: ['number'], text: text.parameter('target'), onlyToFit: true }),
  features,
};

const balance = (choices: readonly ['none', 'weights', 'under', 'over'] | readonly ['none', 'under', 'over']) =>
  z
    .enum(choices)
    .default('none')
    .meta({ ...text.parameter('balance') });

const ofClasses = {
  positive: z
    .string()
    .default('')
    .meta({ ...text.parameter('positive') }),
  threshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.5)
    .meta({ ...text.parameter('threshold') }),
  calibration: z
    .enum(['none', 'platt', 'isotonic'])
    .default('none')
    .meta({ ...text.parameter('calibration') }),
};

/** The parameters of a model that predicts classes and can weigh rows. */
export const classifierParameters = {
  target,
  features,
  ...ofClasses,
  balance: balance(['none', 'weights', 'under', 'over']),
};

/** The parameters of a model that predicts classes and takes all rows alike. */
export const unweightedClassifierParameters = {
  target,
  features,
  ...ofClasses,
  balance: balance(['none', 'under', 'over']),
};

const kind = z
  .enum(['auto', 'classes', 'number'])
  .default('auto')
  .meta({ ...text.parameter('kind') });

/** The parameters of a model that predicts classes as well as numbers and can weigh rows. */
export const predictorParameters = { ...classifierParameters, kind };

/** The parameters of a model that predicts classes as well as numbers and takes all rows alike. */
export const unweightedPredictorParameters = { ...unweightedClassifierParameters, kind };

/** What the frame reads of a step's parameters; what a step does not have has these values. */
export interface CommonParameters {
  readonly target: string | null;
  readonly features: readonly string[];
  readonly kind: 'auto' | 'classes' | 'number';
  readonly positive: string;
  readonly threshold: number;
  readonly balance: 'none' | 'weights' | 'under' | 'over';
  readonly calibration: 'none' | 'platt' | 'isotonic';
}

const ABSENT: CommonParameters = {
  target: null,
  features: [],
  kind: 'auto',
  positive: '',
  threshold: 0.5,
  balance: 'none',
  calibration: 'none',
};

/** A step's parameters as the frame reads them. */
export const commonOf = (parameters: object): CommonParameters => ({ ...ABSENT, ...parameters });
