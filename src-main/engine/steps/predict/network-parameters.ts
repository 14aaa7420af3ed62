import { z } from 'zod';
import { networkText } from './network-text.ts';

const { parameter } = networkText;

/** How much of the hidden values is dropped while training. */
export const dropoutParameter = (rate: number) =>
  z
    .number()
    .min(0)
    .max(0.9)
    .default(rate)
    .meta({ ...parameter('dropout') });

/** What every predictor that is a network can be set to; `defaults` are those that suit it. */
export const networkParameters = (defaults: {
  readonly epochs: number;
  readonly patience: number;
  readonly batchSize: number;
  readonly learningRate: number;
}) => ({
  numbers: z
    .enum(['ranks', 'standard'])
    .default('ranks')
    .meta({ ...parameter('numbers') }),
  epochs: z
    .int()
    .min(1)
    .max(10_000)
    .default(defaults.epochs)
    .meta({ ...parameter('epochs') }),
  patience: z
    .int()
    .min(0)
    .max(1000)
    .default(defaults.patience)
    .meta({ ...parameter('patience') }),
  validationShare: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.15)
    .meta({ ...parameter('validationShare') }),
  batchSize: z
    .int()
    .min(1)
    .max(8192)
    .default(defaults.batchSize)
    .meta({ ...parameter('batchSize') }),
  learningRate: z
    .number()
    .min(1e-6)
    .max(1)
    .default(defaults.learningRate)
    .meta({ ...parameter('learningRate') }),
  l2: z
    .number()
    .min(0)
    .max(1)
    .default(1e-4)
    .meta({ ...parameter('l2') }),
});

/** The parameters of a training. */
export interface NetworkParameters {
  readonly epochs: number;
  readonly patience: number;
  readonly validationShare: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly l2: number;
}
