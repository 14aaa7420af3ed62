import type { z } from 'zod';
import type { Chain, ChainPort } from '../../../contract/step.ts';
import type { Text } from '../../../contract/text.ts';
import type { Calibrator } from '../../maths/metrics/calibration.ts';
import type { Matrix, Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import {
  classNames,
  columnNames,
  defineEstimator,
  figureOut,
  metricOut,
  tableIn,
  tableOut,
  type Gives,
  type InputShape,
  type Outputs,
  type StepText,
} from '../define.ts';
import { subContext } from '../sub-context.ts';
import { balanceClasses, type Balance } from './balance.ts';
import { applyCalibration, CALIBRATING_SHARE, learnCalibration } from './calibrate.ts';
import { encodeTable, learnEncoding } from './encoding.ts';
import { chooseFeatures } from './features.ts';
import { coefficientInfluence, importanceInfluence, type Coefficients } from './influence.ts';
import { commonOf, type regressorParameters } from './parameters.ts';
import { agreement, predictionTable, spreadFigure } from './predictions.ts';
import {
  outputsOf,
  type Encoding,
  type EncodingKind,
  type PredictorModel,
  type TargetInfo,
  type TargetKind,
  type TrainingData,
} from './predictor.ts';
import { readTarget } from './target.ts';
import { predictText } from './texts.ts';

type PredictorParameters = z.ZodObject<typeof regressorParameters & z.core.$ZodLooseShape>;

/** What a fitted predictor keeps: what it tells, how it reads tables, and what its method learned. */
export interface PredictorContent<T> {
  readonly target: TargetInfo;
  readonly encoding: Encoding;
  readonly calibration: readonly Calibrator[];
  readonly learned: T;
}

/** A fitted predictor with the table it learned from, as it tells of itself. */
export interface FittedPredictor<T> {
  readonly learned: T;
  readonly encoding: Encoding;
  readonly target: TargetInfo;
  readonly table: Table;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The chains that it was made of, by port. */
  readonly chains: Readonly<Record<string, readonly Chain[]>>;
}

/** The part of a predictor that is its own. */
export interface PredictorSource<P extends PredictorParameters, T, D extends Gives = Gives> {
  /** `predict.name`. */
  readonly id: string;
  readonly version: number;
  readonly text: StepText;
  readonly references: readonly string[];
  /** Its own parameters and those of `parameters.ts` that suit. */
  readonly parameters: P;
  /** What it can predict, the likelier first. */
  readonly targets: readonly TargetKind[];
  /** How it wants to read categories and missing values. */
  readonly encoding: EncodingKind;
  /** Chains that it fits itself, for a model made of others. */
  readonly chains?: Readonly<Record<string, ChainPort>>;
  /** It trains a neural model. */
  readonly tensor?: true;
  /** Peak bytes beyond its inputs and the encoded matrix. */
  memory(shape: InputShape, parameters: z.output<P>): number;
  /** Learns. What it returns is plain values and typed arrays. Checks the signal and reports progress. */
  fit(context: Context, data: TrainingData, parameters: z.output<P>): Promise<T> | T;
  /** Probabilities (nRows, nClasses) of sum 1, or numbers (nRows). @param x by the encoding of the training data */
  predict(context: Context, learned: T, x: Matrix, target: TargetInfo): Promise<Float64Array> | Float64Array;
  /** For linear rules: what each column of the matrix adds. */
  coefficients?(learned: T): Coefficients;
  /** For others: how much the rule rests on each column of the matrix, ≥ 0. */
  importance?(learned: T): Float64Array;
  /** What else the fit panel tells of the model, beside influences. */
  readonly tells?: D;
  tell?(fitted: FittedPredictor<T>): Outputs<D>;
  /** The weights of a neural model, as a safetensors file. */
  readonly weights?: (learned: T) => Uint8Array;
}

/** The outputs that what predicts numbers alone reads by preference. */
const NUMBER_OUTPUTS = ['spend_target', 'features_scaled'];

/** The outputs that predicting and explaining read by preference. */
export const TARGET_OUTPUTS = [
  ...['churn_target', 'purchase_target', 'spend_target', 'response_target', 'next_order_target', 'return_target'],
  'features_scaled',
];

const gives: Gives = {
  predictions: tableOut({
    label: predictText.output('predictions'),
    name: 'predictions',
    entity: 'same',
    words: { predicted: classNames(), probability: classNames() },
  }),
  spread: figureOut({ label: predictText.output('spread') }),
};
const classGives: Gives = {
  accuracy: metricOut({ label: predictText.output('accuracy'), better: 'higher', unit: 'share' }),
  rocAuc: metricOut({ label: predictText.output('rocAuc'), better: 'higher' }),
};
const numberGives: Gives = {
  rmse: metricOut({ label: predictText.output('rmse'), better: 'lower' }),
  r2: metricOut({ label: predictText.output('r2'), better: 'higher' }),
};
const influenceGives: Gives = {
  influence: tableOut({
    label: predictText.output('influence'),
    name: 'influence',
    entity: 'none',
    publish: false,
    words: { feature: columnNames() },
  }),
  influences: figureOut({ label: predictText.output('influences') }),
};

/** Bytes a cell of the encoded matrix takes while it is made, and how many of its columns a column of a table makes, by and large. */
const CELL_BYTES = 16;
const COLUMNS_EACH: Readonly<Record<EncodingKind, number>> = { codes: 1, reference: 3, indicators: 3 };

/** A table, and chains at ports of their own. */
type PredictorInputs = { readonly table: Table } & Readonly<Record<string, readonly Chain[]>>;

/** The part of fitting that reads the table. */
const READING_SHARE = 0.1;

/** Those who ask a model again and again say themselves how far they are. */
const quiet = (context: Context): Context => ({ ...subContext(context, 0, 1), progress: () => undefined });

/** A stretch of the work that is watched as it goes, and goes on where it was cut short. */
const watched = (context: Context, from: number, to: number): Context => ({
  ...subContext(context, from, to),
  checkpoint: context.checkpoint,
  preview: (output, figure) => context.preview(output, figure),
});

/** What a fitted method says to rows, calibrated. */
async function say<P extends PredictorParameters, T>(
  context: Context,
  source: PredictorSource<P, T>,
  { target, learned, calibration }: PredictorContent<T>,
  x: Matrix,
): Promise<Float64Array> {
  if (x.nRows === 0) return new Float64Array(0);
  return applyCalibration(await source.predict(context, learned, x, target), outputsOf(target), calibration);
}

function predictorModel<P extends PredictorParameters, T>(
  source: PredictorSource<P, T>,
): PredictorModel<PredictorContent<T>> {
  return {
    target: ({ target }) => target,
    encoding: ({ encoding }) => encoding,
    learned: ({ learned }) => learned,
    coefficients: ({ learned }) => source.coefficients?.(learned) ?? null,
    isCalibrated: ({ calibration }) => calibration.length > 0,
    predict: (context, model, x) => say(quiet(context), source, model, x),
  };
}

/** Rows of a table as training data: target, features and matrix, and the chains at the step's other ports. */
function readTraining(
  context: Context,
  { table, ...chains }: PredictorInputs,
  parameters: object,
  source: Pick<PredictorSource<never, never>, 'targets' | 'encoding'>,
): TrainingData {
  const common = commonOf(parameters);
  const { target, rows } = readTarget(table, common, source.targets);
  if (rows.length < table.nRows)
    context.warn(predictText.message('target-missing', { column: target.column, count: table.nRows - rows.length }));
  const known = rows.length < table.nRows ? table.take(rows) : table;
  context.signal.throwIfAborted();
  const encoding = learnEncoding(chooseFeatures(known, common.features, target.column, context), source.encoding);
  context.signal.throwIfAborted();
  return { x: encodeTable(known, encoding), encoding, target, weights: null, chains };
}

/** Learns from training data, with classes balanced and probabilities calibrated as the parameters say. */
async function learn<P extends PredictorParameters, T>(
  context: Context,
  source: PredictorSource<P, T>,
  data: TrainingData,
  parameters: z.output<P>,
): Promise<Pick<PredictorContent<T>, 'learned' | 'calibration'>> {
  const { balance, calibration: kind } = commonOf(parameters);
  const fit = async (own: Context, train: TrainingData): Promise<T> =>
    source.fit(own, balanceClasses(train, balance satisfies Balance, own.random.fork(0)), parameters);
  if (kind === 'none' || data.target.kind === 'number') return { learned: await fit(context, data), calibration: [] };
  const calibration = await learnCalibration(context, data, kind, async (own, train, test) =>
    source.predict(quiet(own), await fit(own, train), test.x, data.target),
  );
  return { learned: await fit(watched(context, CALIBRATING_SHARE, 1), data), calibration };
}

/**
 * Makes a step of a method that predicts: the rows it reads, the target and features it finds or is told, how categories and missing
 * values are read, the predictions, figures and metrics it gives, and the way evaluation, tuning and explanations ask it.
 */
export function definePredictor<P extends PredictorParameters, T, D extends Gives = Gives>(
  source: PredictorSource<P, T, D>,
) {
  const predictor = predictorModel(source);
  const { weights } = source;
  const method: Text = source.text.source.title;
  const prefersOutput = source.targets.includes('classes') ? TARGET_OUTPUTS : NUMBER_OUTPUTS;
  const tellsInfluence = source.coefficients !== undefined || source.importance !== undefined;
  const allGives: Gives = {
    ...gives,
    ...(source.targets.includes('classes') ? classGives : {}),
    ...(source.targets.includes('number') ? numberGives : {}),
  };
  return defineEstimator({
    id: source.id,
    version: source.version,
    text: source.text,
    references: source.references,
    task: 'predict',
    parameters: source.parameters,
    predictor,
    needs: { table: tableIn({ label: predictText.input('table'), prefersOutput }), ...source.chains },
    onlyToFit: Object.keys(source.chains ?? {}) as never[],
    gives: allGives,
    ...(source.tensor ? { tensor: source.tensor } : {}),
    ...(weights ? { weights: ({ learned }: PredictorContent<T>) => weights(learned) } : {}),
    ...(tellsInfluence || source.tells
      ? {
          describes: { ...(tellsInfluence ? influenceGives : {}), ...source.tells },
          describe: (
            _context: Context,
            { learned, encoding, target }: PredictorContent<T>,
            { table, ...chains }: PredictorInputs,
            fitted: z.output<P>,
          ) => ({
            ...(source.coefficients
              ? coefficientInfluence(source.coefficients(learned), encoding, target, table, method)
              : source.importance
                ? importanceInfluence(source.importance(learned), encoding, table, method)
                : {}),
            ...source.tell?.({ learned, encoding, target, table, chains, parameters: fitted }),
          }),
        }
      : {}),
    schema: ({ encoding }: PredictorContent<T>) => ({
      table: encoding.features.map(({ column, type }) => ({ name: column, type })),
    }),
    memory: (shape, parameters) =>
      shape.nRows * shape.nColumns * COLUMNS_EACH[source.encoding] * CELL_BYTES + source.memory(shape, parameters),
    async fit(context, inputs: PredictorInputs, parameters): Promise<PredictorContent<T>> {
      const data = readTraining(context, inputs, parameters, source);
      context.progress(READING_SHARE, predictText.message('fitting'));
      const found = await learn(watched(context, READING_SHARE, 1), source, data, parameters);
      const { column, kind, classes } = data.target;
      return { target: { column, kind, classes }, encoding: data.encoding, ...found };
    },
    async apply(context, model, { table }, parameters) {
      const { threshold } = commonOf(parameters);
      const x = encodeTable(table, model.encoding);
      context.signal.throwIfAborted();
      const found = await say(context, source, model, x);
      context.signal.throwIfAborted();
      const predictions = predictionTable(table, model.target, found, threshold);
      const told = agreement(table, model.target, found, threshold);
      const all = { predictions, spread: spreadFigure(model.target, found, predictions, threshold, method), ...told };
      return Object.fromEntries(Object.keys(allGives).map((name) => [name, all[name as keyof typeof all]]));
    },
  });
}
