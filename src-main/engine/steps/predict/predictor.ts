import type { Chain } from '../../../contract/step.ts';
import type { ColumnType } from '../../../contract/table.ts';
import type { Matrix, Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import type { Coefficients } from './influence.ts';

/** What is to be told of a row: which of some classes it belongs to, or a number. */
export type TargetKind = 'classes' | 'number';

/** What a model predicts. */
export interface TargetInfo {
  readonly column: string;
  readonly kind: TargetKind;
  /** Names of the classes; of two, the second is the one that a probability is told of. Empty for a number. */
  readonly classes: readonly string[];
}

/** The target of training rows. */
export interface TrainingTarget extends TargetInfo {
  /** Places among the classes, one a row; empty for a number. */
  readonly codes: Int32Array;
  /** The number of each row; empty for classes. */
  readonly values: Float64Array;
}

/**
 * How a model wants to read categories: `codes` are their numbers, and missing values stay NaN; `reference` are columns of 0 and 1 for all
 * but the most frequent category; `indicators` are columns of 0 and 1 for every one. Of the last two numbers are standardised and filled.
 */
export type EncodingKind = 'codes' | 'reference' | 'indicators';

/** A column of a table as a model learned to read it. */
export interface EncodedFeature {
  readonly column: string;
  readonly type: Extract<ColumnType, 'number' | 'boolean' | 'text'>;
  /** The known categories by code; null for a column of numbers. A value that is none of them reads as missing. */
  readonly categories: readonly string[] | null;
  /** What stands for a missing number: the median of the training rows. */
  readonly middle: number;
}

/** A column of the matrix that a model reads. */
export interface EncodedColumn {
  /** Place among the features. */
  readonly feature: number;
  /** The code that the column is 1 for; −1 where the column is the value itself, or a category's code. */
  readonly category: number;
  /** What was taken off, and what it was divided by: value = (original − centre) / spread. */
  readonly centre: number;
  readonly spread: number;
}

/** How a table becomes a matrix. */
export interface Encoding {
  readonly kind: EncodingKind;
  readonly features: readonly EncodedFeature[];
  readonly columns: readonly EncodedColumn[];
}

/** What a method learns from. */
export interface TrainingData {
  /** (nRows, nColumns), row-major, in shared memory, by {@link encoding}. */
  readonly x: Matrix;
  readonly encoding: Encoding;
  readonly target: TrainingTarget;
  /** The weight of each row, of mean 1; null where all count alike. */
  readonly weights: Float64Array | null;
  /** The chains at the ports of a model that is made of others. */
  readonly chains: Readonly<Record<string, readonly Chain[]>>;
}

/** How a fitted predictor is asked. */
export interface PredictorModel<M> {
  target(model: M): TargetInfo;
  encoding(model: M): Encoding;
  /** What the method itself learned. */
  learned(model: M): unknown;
  /** The linear rule that it is; null for others. */
  coefficients(model: M): Coefficients | null;
  /** Whether what the method says is corrected before it is told. */
  isCalibrated(model: M): boolean;
  /** Rows of the matrix to probabilities (nRows, nClasses), row-major and of sum 1, or to numbers (nRows). */
  predict(context: Context, model: M, x: Matrix): Promise<Float64Array>;
}

/** A fitted predictor, bound to what prepares its tables. */
export interface Predictor {
  readonly target: TargetInfo;
  readonly encoding: Encoding;
  readonly learned: unknown;
  readonly coefficients: Coefficients | null;
  readonly isCalibrated: boolean;
  /** A table as the model's own matrix, after the links of its chain before it. @throws model-mismatch, infinite-values */
  encode(table: Table, context: Context): Promise<Matrix>;
  /** See {@link PredictorModel.predict}. */
  predict(x: Matrix, context: Context): Promise<Float64Array>;
}

/** Numbers a row of a prediction holds. */
export const outputsOf = ({ kind, classes }: TargetInfo): number => (kind === 'number' ? 1 : classes.length);
