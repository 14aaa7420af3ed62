import { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import { numberColumn, type Column } from '../../table/column.ts';
import { Table } from '../../table/table.ts';
import type { Context, KeptChain } from '../context.ts';
import { chainIn, chainOut, chainTitles, tableOut } from '../define.ts';
import { messageWords } from '../message-words.ts';
import { subContext } from '../sub-context.ts';
import { decodeTable, outcomeColumn } from './decode.ts';
import { definePredictor } from './define-predictor.ts';
import { ensembleChain, heldOutLoss, memberTable } from './ensemble-outputs.ts';
import { ensembleText } from './ensemble-text.ts';
import {
  askMember,
  askMembers,
  DEFAULT_MEMBERS,
  fitMember,
  fitMembers,
  trainingTable,
  type Member,
} from './members.ts';
import { foldsOf, holdOut, outOfFold } from './out-of-fold.ts';
import { unweightedPredictorParameters } from './parameters.ts';
import { outputsOf, type Encoding, type TargetInfo, type TrainingData } from './predictor.ts';
import { stackingText as text } from './stacking-text.ts';

/**
 * A model that learns from what other models say of rows that they have not learned from.
 *
 * Wolpert (1992), Stacked generalization; with a hold-out in place of folds it is called blending.
 */
const parameters = z.object({
  ...unweightedPredictorParameters,
  scheme: z
    .enum(['folds', 'hold-out'])
    .default('folds')
    .meta({ ...text.parameter('scheme') }),
  nFolds: z
    .int()
    .min(2)
    .max(50)
    .default(5)
    .meta({ ...text.parameter('nFolds') }),
  heldOut: z
    .number()
    .min(0.05)
    .max(0.9)
    .default(0.25)
    .meta({ ...text.parameter('heldOut') }),
  passFeatures: z
    .boolean()
    .default(false)
    .meta({ ...text.parameter('passFeatures') }),
});

/** What fitting leaves behind. */
export interface StackingModel {
  readonly members: readonly Member[];
  /** The model that reads what members say. */
  readonly judge: KeptChain;
  readonly passFeatures: boolean;
  /** Of each member on rows held out. */
  readonly losses: Float64Array;
  readonly encoding: Encoding;
}

const JUDGES: Readonly<Record<TargetInfo['kind'], Chain>> = {
  classes: { steps: [{ step: 'predict.logistic', parameters: {} }] },
  number: { steps: [{ step: 'predict.linear', parameters: {} }] },
};

/** The parts of fitting that hold rows out and that fit members on all rows; the rest fits the judge. */
const HOLDING_SHARE = 0.7;
const MEMBERS_SHARE = 0.95;

export const stacking = definePredictor({
  id: 'predict.stacking',
  version: 1,
  text,
  references: ['doi:10.1016/S0893-6080(05)80023-1'],
  parameters,
  targets: ['classes', 'number'],
  encoding: 'codes',
  chains: {
    models: chainIn({ label: ensembleText.input('models'), task: 'predict', default: DEFAULT_MEMBERS }),
    judge: chainIn({ label: ensembleText.input('judge'), task: 'predict', min: 0, max: 1 }),
  },
  memory: ({ nRows, nColumns }) => nRows * (nColumns * 60 + 400),
  fit(context, data, p): Promise<StackingModel> {
    const random = context.random.fork(3);
    const { scheme, nFolds, heldOut, passFeatures } = p;
    const folds = scheme === 'folds' ? foldsOf(data.target, nFolds, random) : holdOut(data.target, heldOut, random);
    return fitStack(context, data, folds, passFeatures);
  },
  async predict(context, { members, judge, passFeatures, encoding }, x, target) {
    const table = decodeTable(x, encoding);
    const said = await askMembers(context, members, table, target);
    const judging = saidTable(said, target, passFeatures ? table.columns : []);
    return askMember(context, context.chains.open(judge), judging, target);
  },
  tells: {
    members: tableOut({
      label: ensembleText.output('members'),
      name: 'members',
      entity: 'none',
      publish: false,
      words: { member: chainTitles('models') },
    }),
    chain: chainOut({ label: ensembleText.output('chain'), task: 'predict' }),
  },
  tell: ({ learned, target, chains, parameters: fitted }) => ({
    members: memberTable(
      learned.members.map(({ chain }) => chain),
      target,
      learned,
    ),
    chain: ensembleChain('predict.stacking', parameters, fitted, chains),
  }),
});

/**
 * Members and their judge.
 *
 * @param folds one a row, from 0; a row of −1 is learned from alone, and the judge does not see it.
 */
export async function fitStack(
  context: Context,
  data: TrainingData,
  folds: Int32Array,
  passFeatures: boolean,
): Promise<StackingModel> {
  const { target, encoding } = data;
  const table = trainingTable(data);
  const holding = subContext(context, 0, HOLDING_SHARE);
  const { rows, can, said } = await outOfFold(holding, data.chains.models!, table, target, folds);
  const chains = data.chains.models!.filter((_, at) => can[at]);
  const rest = subContext(context, HOLDING_SHARE, MEMBERS_SHARE, context.random.fork(1));
  const members = await fitMembers(rest, chains, table, target);
  const known = decodeTable(data.x, encoding).take(rows);
  const judging = saidTable(said, target, passFeatures ? known.columns : []).with([
    table.take(rows).column(outcomeColumn(target).name),
  ]);
  const last = subContext(context, MEMBERS_SHARE, 1, context.random.fork(2));
  const judge = await fitMember(last, data.chains.judge?.[0] ?? JUDGES[target.kind], judging, target);
  if (!judge)
    throw new ClienteleError('target-unusable', {
      column: target.column,
      detail: messageWords(text.message('judgeCannot')),
    });
  return {
    members,
    judge: judge.member.kept,
    passFeatures,
    losses: Float64Array.from(said, (values) => heldOutLoss(target, rows, values)),
    encoding,
  };
}

/** What members say as features: of two classes the event, of more each class, or the number; and the features themselves where they go along. */
function saidTable(said: readonly Float64Array[], target: TargetInfo, features: readonly Column[]): Table {
  const width = outputsOf(target);
  const outputs = width === 2 ? [1] : Array.from({ length: width }, (_, k) => k);
  const taken = new Set([target.column, ...features.map(({ name }) => name)]);
  const nameOf = (m: number, k: number): string => {
    const name = `member_${m + 1}${outputs.length > 1 ? `_${target.classes[k]}` : ''}`;
    return taken.has(name) ? `${name}_said` : name;
  };
  const columns = said.flatMap((values, m) =>
    outputs.map((k) =>
      numberColumn(
        nameOf(m, k),
        Float64Array.from({ length: values.length / width }, (_, row) => values[row * width + k]!),
      ),
    ),
  );
  return new Table([...columns, ...features], { entity: 'none', name: 'said' });
}
