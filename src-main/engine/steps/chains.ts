import { invariant } from '../../contract/errors.ts';
import type { Chain, ParameterMeta } from '../../contract/step.ts';
import { escapeMessage, type Message, type Text } from '../../contract/text.ts';
import { Table } from '../table/table.ts';
import type { Beside, ChainRunner, Context, FittedChain, KeptChain } from './context.ts';
import { parametersOf } from './define.ts';
import { arrangeInputs } from './inputs.ts';
import { encodeTable } from './predict/encoding.ts';
import type { Predictor, PredictorModel } from './predict/predictor.ts';
import type { Recommender, RecommenderModel } from './recommend/recommender.ts';
import { requireStep, type FoundStep } from './registry.ts';
import { callStep, upgradeStored } from './run.ts';
import { subContext } from './sub-context.ts';

type Outputs = Record<string, unknown>;

/** A link with its step found and its parameters checked. */
interface Link {
  readonly step: FoundStep;
  readonly parameters: Record<string, unknown>;
  /** What stands at its ports beside the table that runs through the chain. */
  readonly beside: Readonly<Record<string, readonly unknown[]>>;
}

/** Opens a chain that a model of models kept. */
type MemberFinder = (member: KeptChain) => Recommender | null;

/** A link after fitting: a transform, or an estimator with its model. */
interface FittedLink {
  readonly link: Link;
  readonly model: unknown;
  run(table: Table, context: Context): Promise<Outputs>;
}

/**
 * Fits chains as values.
 *
 * @param find where the steps come from; the product's own registry unless a test says otherwise.
 */
export function chainRunner(find: (id: string) => FoundStep = requireStep): ChainRunner {
  const open = (kept: KeptChain): FittedChain =>
    bindChain(
      kept.map(({ step, version, parameters, model }) => {
        const link = { step, parameters: upgradeStored(find(step).definition, version, parameters) };
        return fittedLink(checkLink(link, find), model);
      }),
      (member) => open(member).recommender,
    );
  return {
    title: (chain) => titleOf(chain, find),
    parameters: (chain) =>
      chain.steps
        .map((link) => checkLink(link, find))
        .map(({ step, parameters }) => ({ schema: step.parameters, values: parameters })),
    fit: async (chain, table, context, beside = {}) =>
      fitChain(
        chain.steps.map((link) => checkLink(link, find, beside)),
        table,
        context,
        (member) => open(member).recommender,
      ),
    open,
    recommender({ step, content }) {
      const { definition } = find(step);
      return definition.form === 'estimator' && definition.recommender
        ? bindRecommender(definition.recommender, content, (table) => Promise.resolve(table), (member) => open(member).recommender) // prettier-ignore
        : null;
    },
    predictor(model) {
      const { definition } = find(model.step);
      return definition.form === 'estimator' && definition.predictor
        ? bindPredictor(definition.predictor, model.content, (table) => Promise.resolve(table))
        : null;
    },
  };
}

/** @throws not-found, bad-parameter */
function checkLink(
  { step: id, parameters, chains = {} }: Chain['steps'][number],
  find: (id: string) => FoundStep,
  tables: Beside = {},
): Link {
  const step = find(id);
  const beside = Object.entries(step.info.needs).flatMap(([port, { kind }]): [string, readonly unknown[]][] => {
    if (kind === 'chain' && chains[port]) return [[port, chains[port]]];
    return kind === 'table' && tables[port] ? [[port, [tables[port]]]] : [];
  });
  return { step, parameters: parametersOf(step, parameters), beside: Object.fromEntries(beside) };
}

async function fitChain(
  links: readonly Link[],
  table: Table,
  context: Context,
  memberOf: MemberFinder,
): Promise<FittedChain> {
  const fitted: FittedLink[] = [];
  let data = table;
  for (const [index, link] of links.entries()) {
    context.signal.throwIfAborted();
    const own = subContext(context, index / links.length, (index + 1) / links.length, context.random.fork(index));
    const next = await fitLink(link, data, own);
    fitted.push(next);
    if (index < links.length - 1) data = withOutcome(firstTable(link, await next.run(data, own)), data);
  }
  return bindChain(fitted, memberOf);
}

/** Fitted links as one. */
function bindChain(fitted: readonly FittedLink[], memberOf: MemberFinder): FittedChain {
  const before = async (given: Table, running: Context): Promise<Table> => {
    let prepared = given;
    for (const each of fitted.slice(0, -1)) prepared = firstTable(each.link, await each.run(prepared, running));
    return prepared;
  };
  const last = fitted.at(-1);
  invariant(last, 'a chain has a link');
  const { definition } = last.link.step;
  const { recommender: recommends, predictor: predicts } =
    definition.form === 'estimator' ? definition : { recommender: undefined, predictor: undefined };
  return {
    apply: async (given, running) => last.run(await before(given, running), running),
    kept: fitted.map(({ link: { step, parameters }, model }) => ({
      step: step.definition.id,
      version: step.info.version,
      parameters,
      model,
    })),
    recommender: recommends ? bindRecommender(recommends, last.model, before, memberOf) : null,
    predictor: predicts ? bindPredictor(predicts, last.model, before) : null,
  };
}

async function fitLink(link: Link, table: Table, context: Context): Promise<FittedLink> {
  const { definition } = link.step;
  if (definition.form === 'transform') return fittedLink(link, null);
  return fittedLink(link, await callStep<unknown>(definition.fit, context, inputsOf(link, table), link.parameters));
}

function fittedLink(link: Link, model: unknown): FittedLink {
  const { definition } = link.step;
  const run = (given: Table, running: Context): Promise<Outputs> =>
    definition.form === 'transform'
      ? callStep(definition.run, running, inputsOf(link, given), link.parameters)
      : callStep(definition.apply, running, model, inputsOf(link, given), link.parameters);
  return { link, model, run };
}

/** The table at the link's first table port, what stands beside it at the others. @throws missing-input where another one is needed */
function inputsOf({ step, beside }: Link, table: Table): Record<string, unknown> {
  const port = Object.entries(step.info.needs).find(([, { kind }]) => kind === 'table')?.[0];
  invariant(port !== undefined, `“${step.info.id}” reads a table`);
  return arrangeInputs(step.info, { ...beside, [port]: [table] });
}

function firstTable({ step }: Link, outputs: Outputs): Table {
  const name = Object.entries(step.info.gives).find(([, { kind }]) => kind === 'table')?.[0];
  const table = name === undefined ? undefined : outputs[name];
  invariant(table instanceof Table, `“${step.info.id}” gives a table to the next link`);
  return table;
}

/** A table with the outcome of the rows that it was made of, where what made it gave features alone. */
function withOutcome(made: Table, from: Table): Table {
  const outcome = from.findRole('outcome');
  return outcome && made.nRows === from.nRows && !made.find(outcome.name) ? made.with([outcome]) : made;
}

function bindRecommender<M>(
  how: RecommenderModel<M>,
  content: unknown,
  prepare: (table: Table, context: Context) => Promise<Table>,
  memberOf: MemberFinder,
): Recommender {
  const model = how.open?.(content as M, memberOf) ?? (content as M);
  return {
    items: how.items(model),
    itemNames: how.itemNames(model),
    excludesSeen: how.excludesSeen(model),
    histories: async (table, context) => how.histories(model, await prepare(table, context), context),
    recommend: async (request, context) => how.recommend(context, model, request),
    explain: (history, item) => how.explain(model, history, item),
    reason: (history, item) => how.reason(model, history, item),
  };
}

function bindPredictor<M>(
  how: PredictorModel<M>,
  content: unknown,
  prepare: (table: Table, context: Context) => Promise<Table>,
): Predictor {
  const model = content as M;
  return {
    target: how.target(model),
    encoding: how.encoding(model),
    learned: how.learned(model),
    coefficients: how.coefficients(model),
    isCalibrated: how.isCalibrated(model),
    encode: async (table, context) => encodeTable(await prepare(table, context), how.encoding(model)),
    predict: (x, context) => how.predict(context, model, x),
  };
}

function titleOf(chain: Chain, find: (id: string) => FoundStep): Message {
  if (chain.title)
    return { code: 'chain-title', text: { en: '{title}', zh: '{title}' }, values: { title: chain.title } };
  const links = chain.steps.map((link) => linkTitle(link, find(link.step), find));
  return {
    code: 'chain-title',
    text: { en: links.map(({ en }) => en).join(' → '), zh: links.map(({ zh }) => zh).join(' → ') },
  };
}

/** The step's title with the parameters that were set, and the chains that it is made of, so that two chains of one step can be told apart. */
function linkTitle(
  { parameters, chains = {} }: Chain['steps'][number],
  { info, parameters: schema }: FoundStep,
  find: (id: string) => FoundStep,
): Text {
  const title = { en: escapeMessage(info.title.en), zh: escapeMessage(info.title.zh) };
  const set = Object.entries(parameters).map(([name, value]) => {
    const meta = schema.shape[name] as unknown as { meta(): unknown } | undefined;
    return settingText(name, meta?.meta() as ParameterMeta | undefined, value);
  });
  const members = Object.values(chains).flat();
  // Their settings would hide what it is.
  if (members.length > 0) set.push(listOf(members.map((chain) => bareTitle(chain, find))));
  if (set.length === 0) return title;
  return {
    en: `${title.en} (${set.map(({ en }) => en).join(', ')})`,
    zh: `${title.zh}（${set.map(({ zh }) => zh).join('，')}）`,
  };
}

/** What the last step of a chain is called. */
function bareTitle({ title, steps }: Chain, find: (id: string) => FoundStep): Text {
  const last = steps.at(-1);
  invariant(last, 'a chain has a link');
  return title === undefined ? find(last.step).info.title : { en: title, zh: title };
}

const listOf = (names: readonly Text[]): Text => ({
  en: escapeMessage(names.map(({ en }) => en).join(' + ')),
  zh: escapeMessage(names.map(({ zh }) => zh).join(' + ')),
});

function settingText(name: string, meta: ParameterMeta | undefined, value: unknown): Text {
  const plain = typeof value === 'string' ? value : JSON.stringify(value);
  const option = typeof value === 'string' ? meta?.options?.[value] : undefined;
  const write = (language: 'en' | 'zh') =>
    escapeMessage(`${meta?.label[language] ?? name} ${option?.[language] ?? plain}`);
  return { en: write('en'), zh: write('zh') };
}
