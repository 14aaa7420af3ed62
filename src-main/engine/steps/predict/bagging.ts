import { z } from 'zod';
import type { Chain } from '../../../contract/step.ts';
import type { Random } from '../../maths/random.ts';
import type { Table } from '../../table/table.ts';
import type { Context } from '../context.ts';
import { chainIn, chainOut, metricOut } from '../define.ts';
import { messageWords } from '../message-words.ts';
import { subContext } from '../sub-context.ts';
import { ClienteleError } from '../../../contract/errors.ts';
import { baggingText as text } from './bagging-text.ts';
import { decodeTable } from './decode.ts';
import { definePredictor } from './define-predictor.ts';
import { ensembleChain } from './ensemble-outputs.ts';
import { ensembleText } from './ensemble-text.ts';
import { outOfBagQuality } from './forest.ts';
import { askMember, askMembers, fitMember, trainingTable, type Member } from './members.ts';
import { unweightedPredictorParameters } from './parameters.ts';
import { outputsOf, type Encoding, type TrainingData } from './predictor.ts';

/**
 * One chain fitted on many draws of the rows, and of the columns.
 *
 * Breiman (1996), Bagging predictors; Ho (1998), The random subspace method.
 */
const parameters = z.object({
  ...unweightedPredictorParameters,
  nMembers: z
    .int()
    .min(1)
    .max(500)
    .default(10)
    .meta({ ...text.parameter('nMembers') }),
  rowShare: z
    .number()
    .min(0.01)
    .max(1)
    .default(1)
    .meta({ ...text.parameter('rowShare') }),
  replace: z
    .boolean()
    .default(true)
    .meta({ ...text.parameter('replace') }),
  featureShare: z
    .number()
    .min(0.01)
    .max(1)
    .default(1)
    .meta({ ...text.parameter('featureShare') }),
});
type Parameters = z.output<typeof parameters>;

/** What fitting leaves behind. */
export interface BaggingModel {
  readonly members: readonly Member[];
  readonly encoding: Encoding;
  /** Accuracy or R² on rows by the members that did not draw them; null where all were drawn. */
  readonly outOfBag: number | null;
}

const DEFAULT_CHAIN: Chain = { steps: [{ step: 'predict.tree', parameters: {} }] };

export const bagging = definePredictor({
  id: 'predict.bagging',
  version: 2,
  text,
  references: ['doi:10.1007/BF00058655', 'doi:10.1109/34.709601'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  chains: {
    member: chainIn({ label: ensembleText.input('model'), task: 'predict', max: 1, default: [DEFAULT_CHAIN] }),
  },
  memory: ({ nRows, nColumns }, { nMembers }) => nRows * (nColumns * 60 + 40) + nRows * nMembers * 40,
  async fit(context, data, p): Promise<BaggingModel> {
    const table = trainingTable(data);
    const chain = data.chains.member?.[0] ?? DEFAULT_CHAIN;
    const width = outputsOf(data.target);
    const values = new Float64Array(table.nRows * width);
    const nSpoke = new Int32Array(table.nRows);
    const members: Member[] = [];
    for (let at = 0; at < p.nMembers; at++) {
      context.signal.throwIfAborted();
      context.progress(at / p.nMembers, ensembleText.message('drawing', { member: at + 1, members: p.nMembers }));
      const own = subContext(context, at / p.nMembers, (at + 1) / p.nMembers, context.random.fork(at + 1));
      const { rows, rest } = drawRows(data, p, own.random.fork(1));
      const drawn = drawColumns(table, data, p.featureShare, own.random.fork(2));
      const found = await fitMember(own, chain, drawn.take(rows), data.target);
      if (!found) throw unfit(data, context, chain);
      members.push(found.member);
      const said = await askMember(own, found.fitted, drawn.take(rest), data.target);
      rest.forEach((row, i) => {
        nSpoke[row]!++;
        for (let k = 0; k < width; k++) values[row * width + k]! += said[i * width + k]!;
      });
    }
    nSpoke.forEach((n, row) => {
      for (let k = 0; k < width; k++) values[row * width + k]! /= Math.max(1, n);
    });
    const isClasses = data.target.kind === 'classes';
    const actual = isClasses ? Float64Array.from(data.target.codes) : data.target.values;
    const outOfBag = outOfBagQuality({ target: actual, nClasses: isClasses ? width : 0 }, { values, nSpoke });
    return { members, encoding: data.encoding, outOfBag };
  },
  async predict(context, { members, encoding }, x, target) {
    const said = await askMembers(context, members, decodeTable(x, encoding), target);
    const out = new Float64Array(x.nRows * outputsOf(target));
    for (const values of said) values.forEach((value, at) => (out[at]! += value));
    return out.map((sum) => sum / members.length);
  },
  tells: {
    outOfBag: metricOut({ label: ensembleText.output('outOfBag'), better: 'higher' }),
    chain: chainOut({ label: ensembleText.output('chain'), task: 'predict' }),
  },
  tell: ({ learned, chains, parameters: fitted }) => ({
    outOfBag: learned.outOfBag,
    chain: ensembleChain('predict.bagging', parameters, fitted, chains),
  }),
});

/** Rows that a member learns from, of classes at least two each, and those that it does not. */
function drawRows(
  { target, x }: TrainingData,
  { rowShare, replace }: Parameters,
  random: Random,
): { rows: Int32Array; rest: Int32Array } {
  const n = Math.max(1, Math.round(rowShare * x.nRows));
  const order = random.permutation(x.nRows);
  const drawn = replace ? Int32Array.from({ length: n }, () => random.integer(x.nRows)) : order.slice(0, n);
  const counts = new Int32Array(target.classes.length);
  if (target.kind === 'classes') for (const row of drawn) counts[target.codes[row]!]!++;
  // A class that a draw has missed would not be known at all.
  const more = Array.from(order).filter((row) => target.kind === 'classes' && counts[target.codes[row]!]!++ < 2);
  const rows = Int32Array.from([...drawn, ...more]).sort();
  const isIn = new Set(rows);
  return {
    rows,
    rest: Int32Array.from(target.kind === 'classes' ? target.codes.keys() : target.values.keys()).filter(
      (row) => !isIn.has(row),
    ),
  };
}

/** The outcome and a share of the features. */
function drawColumns(table: Table, { encoding }: TrainingData, share: number, random: Random): Table {
  const n = Math.max(1, Math.round(share * encoding.features.length));
  if (n === encoding.features.length) return table;
  const outcome = table.role('outcome').name;
  const kept = random.permutation(encoding.features.length).slice(0, n).sort();
  return table.select([...Array.from(kept, (at) => encoding.features[at]!.column), outcome]);
}

const unfit = ({ target }: TrainingData, context: Context, chain: Chain): ClienteleError =>
  new ClienteleError('target-unusable', {
    column: target.column,
    detail: messageWords(text.message('cannot', { member: messageWords(context.chains.title(chain)) })),
  });
