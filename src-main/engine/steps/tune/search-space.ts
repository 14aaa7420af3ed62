import type { z } from 'zod';
import { ClienteleError } from '../../../contract/errors.ts';
import type { Chain, ParameterMeta } from '../../../contract/step.ts';
import type { Text } from '../../../contract/text.ts';
import type { Random } from '../../maths/random.ts';

/** One parameter of one link, and what to try for it. */
export interface SearchAxis {
  /** Position of the link in the chain. */
  readonly link: number;
  readonly parameter: string;
  readonly label: Text;
  readonly choices: Choices;
}

/** Named values, or every number between two. */
export type Choices =
  | { readonly values: readonly unknown[] }
  | { readonly low: number; readonly high: number; readonly log: boolean; readonly whole: boolean };

/** Values by axis. */
export type Setting = readonly unknown[];

/** The parameters of a chain's links, by link. */
export type LinkSchemas = readonly z.ZodObject[];

interface Parameter {
  readonly link: number;
  readonly name: string;
  readonly schema: z.ZodType;
  readonly meta: ParameterMeta | undefined;
}

/** The name under which errors speak of the form. */
const FORM = 'values';

const refuse = (value: string, detail: Text): ClienteleError =>
  new ClienteleError('bad-parameter', { parameter: FORM, value, detail });

/**
 * Reads the tuning form: a line (or a piece before a semicolon) a parameter, `name = 20, 50, 100` or `name = 1 to 100`, with ` log` after a range to try it by ratios.
 * `2.name` means the second link's; without a number the last link that has such a parameter. A name may also be its label.
 * An empty form means every range that the steps themselves propose.
 *
 * @throws bad-parameter with the line that cannot be read.
 */
export function readSearchSpace(form: string, schemas: LinkSchemas): SearchAxis[] {
  const parameters = schemas.flatMap((schema, link) =>
    Object.entries(schema.shape).map(([name, member]) => describe(link, name, member as z.ZodType)),
  );
  const lines = form
    .split(/[\n;；]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const axes = lines.length > 0 ? lines.map((line) => readLine(line, parameters)) : proposedAxes(parameters);
  if (axes.length === 0) throw refuse(form, { en: 'name at least one parameter', zh: '请至少写出一个参数' });
  return axes;
}

function describe(link: number, name: string, schema: z.ZodType): Parameter {
  return { link, name, schema, meta: schema.meta() as unknown as ParameterMeta | undefined };
}

function proposedAxes(parameters: readonly Parameter[]): SearchAxis[] {
  return parameters.flatMap((parameter) =>
    parameter.meta?.tune ? [axisOf(parameter, parameter.meta.tune, parameter.name)] : [],
  );
}

function readLine(line: string, parameters: readonly Parameter[]): SearchAxis {
  const [, name, choices] = /^([^=]+)=(.+)$/.exec(line) ?? [];
  if (!name || !choices) throw refuse(line, { en: 'write “name = value, value”', zh: '请写成“名称 = 值, 值”' });
  return axisOf(findParameter(name.trim(), parameters, line), choices.trim(), line);
}

const plainName = (name: string): string => name.toLowerCase().replaceAll(/[-_\s]/g, '');

function findParameter(name: string, parameters: readonly Parameter[], line: string): Parameter {
  const [, link, bare = name] = /^(\d+)\.(.+)$/.exec(name) ?? [];
  const matches = (text: string | undefined) => text !== undefined && plainName(text) === plainName(bare);
  const found = parameters.findLast(
    (parameter) =>
      (link === undefined || parameter.link === Number(link) - 1) &&
      (matches(parameter.name) || matches(parameter.meta?.label.en) || matches(parameter.meta?.label.zh)),
  );
  if (!found) throw refuse(line, { en: 'the chain has no parameter of that name', zh: '该链中没有此名称的参数' });
  return found;
}

function axisOf(parameter: Parameter, written: string, line: string): SearchAxis {
  const label = parameter.meta?.label ?? { en: parameter.name, zh: parameter.name };
  return {
    link: parameter.link,
    parameter: parameter.name,
    label,
    choices: readRange(parameter, written, line) ?? readValues(parameter, written, line),
  };
}

function readRange(parameter: Parameter, written: string, line: string): Choices | null {
  const [, from, to, log] = /^(-?[\d.]+)\s*(?:to|…|\.\.|至|到)\s*(-?[\d.]+)(\s+log)?$/i.exec(written) ?? [];
  if (from === undefined || to === undefined) return null;
  const [low, high] = [Number(from), Number(to)];
  if (!(low < high)) throw refuse(line, { en: 'the range must rise', zh: '范围必须从小到大' });
  if (log && low <= 0)
    throw refuse(line, { en: 'a range by ratios begins above zero', zh: '按比例的范围必须从大于零的数开始' });
  for (const end of [low, high]) checkValue(parameter, end, line);
  const whole =
    Number.isInteger(low) &&
    Number.isInteger(high) &&
    !parameter.schema.safeParse(low + (high - low) / Math.PI).success;
  return { low, high, log: log !== undefined, whole };
}

function readValues(parameter: Parameter, written: string, line: string): Choices {
  const words = written
    .split(/[,，]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return { values: words.map((word) => readValue(parameter, word, line)) };
}

const WORDS: Readonly<Record<string, unknown>> = {
  true: true,
  yes: true,
  是: true,
  false: false,
  no: false,
  否: false,
  none: null,
  无: null,
};

/** A word as the value it stands for in this parameter: the word itself, a number, yes or no, nothing, or the name of an option. */
function readValue(parameter: Parameter, word: string, line: string): unknown {
  const options = Object.entries(parameter.meta?.options ?? {});
  const option = options.find(
    ([, text]) => plainName(text.en) === plainName(word) || plainName(text.zh) === plainName(word),
  )?.[0];
  const candidates: unknown[] = [word, Number(word), WORDS[word.toLowerCase()], option].filter(
    (value) => value !== undefined,
  );
  const found = candidates.find((candidate) => parameter.schema.safeParse(candidate).success);
  if (found === undefined) checkValue(parameter, word, line);
  return found;
}

function checkValue({ schema }: Parameter, value: unknown, line: string): void {
  const parsed = schema.safeParse(value);
  if (parsed.success) return;
  const why = parsed.error.issues[0]?.message ?? '';
  throw new ClienteleError('bad-parameter', { parameter: FORM, value: line, detail: why });
}

/** How many points of a range a grid tries. */
const GRID_POINTS = 5;

/**
 * The settings to try: every combination where they are few enough, else as many as allowed, drawn at random without repeats.
 *
 * @param search `grid` tries five points of each range; `random` draws from everywhere in it.
 */
export function drawSettings(
  axes: readonly SearchAxis[],
  search: 'grid' | 'random',
  nTrials: number,
  random: Random,
): { settings: Setting[]; nAll: number | null } {
  const isFinite = search === 'grid' || axes.every(({ choices }) => 'values' in choices);
  if (!isFinite) return { settings: drawDistinct(axes, nTrials, random), nAll: null };
  const points = axes.map(({ choices }) => gridPoints(choices));
  const nAll = points.reduce((product, values) => product * values.length, 1);
  if (nAll > nTrials) return { settings: drawCombinations(points, nAll, nTrials, random), nAll };
  return { settings: Array.from({ length: nAll }, (_, i) => combination(points, i)), nAll };
}

/** The values of an axis that a grid tries: all that are named, or five points of a range. */
export function gridPoints(choices: Choices): readonly unknown[] {
  if ('values' in choices) return choices.values;
  return [...new Set(Array.from({ length: GRID_POINTS }, (_, i) => between(choices, i / (GRID_POINTS - 1))))];
}

/** The number a share of the way along a range. */
export function between({ low, high, log, whole }: Extract<Choices, { low: number }>, share: number): number {
  const value = log ? low * (high / low) ** share : low + (high - low) * share;
  return whole ? Math.round(value) : Number(value.toPrecision(4));
}

function combination(points: readonly (readonly unknown[])[], index: number): Setting {
  let left = index;
  return points.map((values) => {
    const value = values[left % values.length];
    left = Math.floor(left / values.length);
    return value;
  });
}

function drawCombinations(
  points: readonly (readonly unknown[])[],
  nAll: number,
  nTrials: number,
  random: Random,
): Setting[] {
  const drawn = new Set<number>();
  while (drawn.size < nTrials) drawn.add(random.integer(nAll));
  return [...drawn].map((index) => combination(points, index));
}

/** Where on an axis a value lies: its number among named ones, the share of the way along a range; NaN outside. */
export function placeOf(choices: Choices, value: unknown): number {
  if ('values' in choices) {
    const at = choices.values.findIndex((choice) => Object.is(choice, value));
    return at < 0 ? NaN : at;
  }
  const { low, high, log } = choices;
  if (typeof value !== 'number' || value < low || value > high) return NaN;
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

/** One setting from anywhere. */
export const drawSetting = (axes: readonly SearchAxis[], random: Random): Setting =>
  axes.map(({ choices }) =>
    'values' in choices ? choices.values[random.integer(choices.values.length)] : between(choices, random.next()),
  );

/** Ranges seldom repeat; where whole numbers run out the search ends early. */
const DRAWS_A_TRIAL = 20;

function drawDistinct(axes: readonly SearchAxis[], nTrials: number, random: Random): Setting[] {
  const found = new Map<string, Setting>();
  for (let draw = 0; draw < nTrials * DRAWS_A_TRIAL && found.size < nTrials; draw++) {
    const setting = drawSetting(axes, random);
    found.set(JSON.stringify(setting), setting);
  }
  return [...found.values()];
}

/** The chain with the values of a setting in place of its own. */
export function withSetting(chain: Chain, axes: readonly SearchAxis[], setting: Setting): Chain {
  const steps = chain.steps.map((link, index) => {
    const changes = axes.flatMap((axis, i) => (axis.link === index ? [[axis.parameter, setting[i]] as const] : []));
    return { ...link, parameters: { ...link.parameters, ...Object.fromEntries(changes) } };
  });
  return { ...chain, steps };
}
