import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Message } from '../../../contract/text.ts';
import { averageWeights, mixtureWeights } from '../../maths/metrics/mixture-weights.ts';
import type { Context } from '../context.ts';
import { chainIn, chainOut, chainTitles, figureOut, tableOut } from '../define.ts';
import { messageWords } from '../message-words.ts';
import { subContext } from '../sub-context.ts';
import { decodeTable } from './decode.ts';
import { definePredictor } from './define-predictor.ts';
import { ensembleChain, heldOutLoss, memberTable, weightFigure } from './ensemble-outputs.ts';
import { ensembleText } from './ensemble-text.ts';
import { askMembers, DEFAULT_MEMBERS, fitMembers, titlesOf, trainingTable, type Member } from './members.ts';
import { holdOut, outOfFold } from './out-of-fold.ts';
import { unweightedPredictorParameters } from './parameters.ts';
import { classesOf } from './predictions.ts';
import { outputsOf, type Encoding, type TargetInfo, type TrainingData, type TrainingTarget } from './predictor.ts';
import { votingText as text } from './voting-text.ts';

/** Several models with one voice: the mean of their probabilities or numbers, or the majority of their classes. */
const parameters = z.object({
  ...unweightedPredictorParameters,
  vote: z
    .enum(['soft', 'hard'])
    .default('soft')
    .meta({ ...text.parameter('vote') }),
  weights: z
    .enum(['equal', 'learned', 'given'])
    .default('equal')
    .meta({ ...text.parameter('weights') }),
  given: z
    .array(z.number().min(0).max(1e6))
    .max(20)
    .default([])
    .meta({ ...text.parameter('given') }),
  heldOut: z
    .number()
    .min(0.05)
    .max(0.9)
    .default(0.25)
    .meta({ ...text.parameter('heldOut') }),
});
type Parameters = z.output<typeof parameters>;

/** What fitting leaves behind. */
export interface VotingModel {
  readonly members: readonly Member[];
  readonly titles: readonly Message[];
  /** One a member, of sum 1. */
  readonly weights: Float64Array;
  readonly isHard: boolean;
  /** Rows that weights were learned on. */
  readonly learnedOn: number;
  /** Of each member on those rows. */
  readonly losses: Float64Array;
  readonly encoding: Encoding;
}

/** The part of fitting that learns weights. */
const WEIGHING_SHARE = 0.45;

export const voting = definePredictor({
  id: 'predict.voting',
  version: 1,
  text,
  references: ['doi:10.1007/3-540-45014-9_1'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  chains: { models: chainIn({ label: ensembleText.input('models'), task: 'predict', default: DEFAULT_MEMBERS }) },
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 60 + 200),
  async fit(context, data, p): Promise<VotingModel> {
    const table = trainingTable(data);
    const learned =
      p.weights === 'learned' ? await learnWeights(subContext(context, 0, WEIGHING_SHARE), data, p) : null;
    const chains = learned?.chains ?? data.chains.models!;
    const rest = subContext(context, learned ? WEIGHING_SHARE : 0, 1, context.random.fork(1));
    const members = await fitMembers(rest, chains, table, data.target);
    const fitted = members.map(({ chain }) => chain);
    return {
      members,
      titles: titlesOf(context, fitted),
      weights: learned?.weights ?? weightsOf(data.chains.models!, fitted, p),
      isHard: p.vote === 'hard' && data.target.kind === 'classes',
      learnedOn: learned?.nRows ?? 0,
      losses: learned?.losses ?? new Float64Array(members.length).fill(NaN),
      encoding: data.encoding,
    };
  },
  predict: async (context, { members, weights, isHard, encoding }, x, target) => {
    const said = await askMembers(context, members, decodeTable(x, encoding), target);
    return combine(isHard ? said.map((values) => votesOf(values, target)) : said, weights);
  },
  tells: {
    members: tableOut({
      label: ensembleText.output('members'),
      name: 'members',
      entity: 'none',
      publish: false,
      words: { member: chainTitles('models') },
    }),
    weights: figureOut({ label: ensembleText.output('weights') }),
    chain: chainOut({ label: ensembleText.output('chain'), task: 'predict' }),
  },
  tell: ({ learned, target, chains, parameters: fitted }) => ({
    members: memberTable(
      learned.members.map(({ chain }) => chain),
      target,
      learned,
    ),
    weights: weightFigure(learned.titles, learned.weights, learned.learnedOn),
    chain: ensembleChain('predict.voting', parameters, fitted, chains),
  }),
});

/** Weights of least loss on rows held out, and the members that they are for. */
async function learnWeights(context: Context, data: TrainingData, { heldOut }: Parameters) {
  const { target } = data;
  const folds = holdOut(target, heldOut, context.random.fork(2));
  const chains = data.chains.models!;
  const { rows, can, said } = await outOfFold(context, chains, trainingTable(data), target, folds);
  const losses = Float64Array.from(said, (values) => heldOutLoss(target, rows, values));
  return {
    weights: bestWeights(target, rows, said),
    losses,
    nRows: rows.length,
    chains: chains.filter((_, at) => can[at]),
  };
}

/** The weights of members whose mean fits best what happened: least log loss of classes, least squared error of numbers. */
export function bestWeights(target: TrainingTarget, rows: Int32Array, said: readonly Float64Array[]): Float64Array {
  if (target.kind === 'number')
    return averageWeights(
      said,
      Float64Array.from(rows, (row) => target.values[row]!),
    );
  const width = outputsOf(target);
  return mixtureWeights(
    said.map((values) => Float64Array.from(rows, (row, i) => values[i * width + target.codes[row]!]!)),
  );
}

/** Equal weights, or those that were set, of the members that were fitted. @throws bad-parameter */
function weightsOf(chains: readonly Chain[], fitted: readonly Chain[], { weights, given }: Parameters): Float64Array {
  if (weights !== 'given') return new Float64Array(fitted.length).fill(1 / fitted.length);
  const own = Float64Array.from(fitted, (chain) => given[chains.indexOf(chain)] ?? 0);
  const sum = own.reduce((total, weight) => total + weight, 0);
  if (given.length !== chains.length || sum <= 0)
    throw new ClienteleError('bad-parameter', {
      parameter: 'given',
      value: given.join(', '),
      detail: messageWords(ensembleText.message('badWeights', { members: chains.length, weights: given.length })),
    });
  return own.map((weight) => weight / sum);
}

/** The class that each row is most likely of, as a probability of 1. */
function votesOf(values: Float64Array, target: TargetInfo): Float64Array {
  const width = outputsOf(target);
  const votes = new Float64Array(values.length);
  classesOf(values, width, 0.5).forEach((code, row) => (votes[row * width + code] = 1));
  return votes;
}

/** The weighted mean. */
function combine(said: readonly Float64Array[], weights: Float64Array): Float64Array {
  const out = new Float64Array(said[0]?.length ?? 0);
  said.forEach((values, m) => {
    for (let at = 0; at < out.length; at++) out[at]! += weights[m]! * values[at]!;
  });
  return out;
}
