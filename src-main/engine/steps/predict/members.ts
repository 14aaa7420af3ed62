import { isDeepStrictEqual } from 'node:util';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain } from '../../../contract/step.ts';
import type { Message } from '../../../contract/text.ts';
import type { Table } from '../../table/table.ts';
import type { Context, FittedChain, KeptChain } from '../context.ts';
import { messageWords } from '../message-words.ts';
import { subContext } from '../sub-context.ts';
import { decodeTable, outcomeColumn } from './decode.ts';
import { ensembleText as text } from './ensemble-text.ts';
import { outputsOf, type TargetInfo, type TrainingData } from './predictor.ts';
import { unlessUnusable } from './unusable.ts';

/** Members of either kind of target; those of the other kind are left out. */
export const DEFAULT_MEMBERS: readonly Chain[] = [
  { steps: [{ step: 'predict.logistic', parameters: {} }] },
  { steps: [{ step: 'predict.linear', parameters: {} }] },
  { steps: [{ step: 'predict.forest', parameters: { nTrees: 50 } }] },
  { steps: [{ step: 'predict.boosting', parameters: { nRounds: 100, learningRate: 0.1 } }] },
];

/** A fitted member of an ensemble. */
export interface Member {
  readonly chain: Chain;
  readonly kept: KeptChain;
}

/** Training rows as a table with the outcome, which chains can be fitted on. */
export const trainingTable = ({ x, encoding, target }: TrainingData): Table =>
  decodeTable(x, encoding).with([outcomeColumn(target)]);

const LEARNING_SHARE = 0.9;

/**
 * Fits a chain on some rows.
 *
 * @returns null where it predicts another kind of target. @throws what its steps throw; bad-input where it does not predict
 */
export async function fitMember(
  context: Context,
  chain: Chain,
  table: Table,
  target: TargetInfo,
): Promise<{ readonly member: Member; readonly fitted: FittedChain } | null> {
  // What members would warn of concerns a part of the data.
  const own = { ...subContext(context, 0, LEARNING_SHARE), warn: () => undefined };
  const fitted = await unlessUnusable(context.chains.fit(chain, table, own));
  if (!fitted) return null;
  if (!fitted.predictor) throw new ClienteleError('bad-input', { detail: messageWords(text.message('noPredictor')) });
  if (fitted.predictor.target.kind !== target.kind || fitted.predictor.target.column !== target.column) return null;
  return { member: { chain, kept: fitted.kept }, fitted };
}

/** What a fitted member says to rows: (nRows, nOutputs) by the classes of the target. @throws bad-input where it drops rows */
export async function askMember(
  context: Context,
  { predictor }: Pick<FittedChain, 'predictor'>,
  table: Table,
  target: TargetInfo,
): Promise<Float64Array> {
  const width = outputsOf(target);
  const out = new Float64Array(table.nRows * width);
  if (!predictor || table.nRows === 0) return out;
  // Asking is quick beside learning, and several are asked in turn.
  const own = { ...subContext(context, 0, 1), progress: () => undefined };
  const x = await predictor.encode(table, own);
  if (x.nRows !== table.nRows)
    throw new ClienteleError('bad-input', { detail: messageWords(text.message('dropsRows')) });
  const found = await predictor.predict(x, own);
  if (target.kind === 'number') return found;
  // A member may know the classes in another order, or not all of them.
  const theirs = predictor.target.classes;
  const places = theirs.map((name) => target.classes.indexOf(name));
  for (let row = 0; row < table.nRows; row++)
    places.forEach((k, j) => {
      if (k >= 0) out[row * width + k] = found[row * theirs.length + j]!;
    });
  return out;
}

/** Tells of a member that cannot predict the target; of those that are proposed, which are of either kind, it goes without saying. */
export function tellLeftOut({ chains: { title }, warn }: Context, chain: Chain, chains: readonly Chain[]): void {
  if (isDeepStrictEqual(chains, DEFAULT_MEMBERS)) return;
  warn(text.message('leftOut', { member: messageWords(title(chain)) }));
}

/** Members that can predict the target; the others are told of. @throws target-unusable where none can */
export async function fitMembers(
  context: Context,
  chains: readonly Chain[],
  table: Table,
  target: TargetInfo,
): Promise<Member[]> {
  const members: Member[] = [];
  for (const [at, chain] of chains.entries()) {
    context.signal.throwIfAborted();
    const title = context.chains.title(chain);
    context.progress(at / chains.length, text.message('fitting', { member: messageWords(title) }));
    const own = subContext(context, at / chains.length, (at + 1) / chains.length, context.random.fork(at));
    const found = await fitMember(own, chain, table, target);
    if (found) members.push(found.member);
    else tellLeftOut(context, chain, chains);
  }
  if (members.length === 0)
    throw new ClienteleError('target-unusable', {
      column: target.column,
      detail: messageWords(text.message('noMembers')),
    });
  return members;
}

/** What every member says to rows. */
export async function askMembers(
  context: Context,
  members: readonly Member[],
  table: Table,
  target: TargetInfo,
): Promise<Float64Array[]> {
  const said: Float64Array[] = [];
  for (const [at, { kept }] of members.entries()) {
    context.signal.throwIfAborted();
    context.progress((at + 0.3) / members.length);
    const fitted = context.chains.open(kept);
    context.progress((at + 0.6) / members.length);
    said.push(await askMember(context, fitted, table, target));
  }
  return said;
}

/** What members are called. */
export const titlesOf = (context: Pick<Context, 'chains'>, chains: readonly Chain[]): Message[] =>
  chains.map((chain) => context.chains.title(chain));
