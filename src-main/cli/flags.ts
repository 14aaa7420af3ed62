import { parseArgs } from 'node:util';
import { backendIds, type BackendId } from '../contract/backends.ts';
import { ClienteleError } from '../contract/errors.ts';
import { camelCase, kebabCase } from '../contract/names.ts';
import type { StepInfo } from '../contract/step.ts';
import { propertiesOf } from '../engine/help/reference.ts';

/** The words and flags of a command line after the command's name. */
export interface Arguments {
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean>>;
}

/** Flags that take no value, in every command. */
const SWITCHES = ['json', 'help', 'include-ids', 'sample', 'raw'];

/** Splits words from flags: `--k 8`, `--k=8`, `--json`. A flag's value may begin with a minus only after `=`. */
export function readArguments(argv: readonly string[]): Arguments {
  const names = argv.flatMap((word) => (word.startsWith('--') ? [word.slice(2).split('=')[0] ?? ''] : []));
  const options = Object.fromEntries(
    names.map((name) => [name, { type: SWITCHES.includes(name) ? ('boolean' as const) : ('string' as const) }]),
  );
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    return { words: positionals, flags: values as Record<string, string | boolean> };
  } catch (cause) {
    throw new ClienteleError(
      'bad-input',
      { detail: cause instanceof Error ? cause.message : String(cause) },
      { cause },
    );
  }
}

/** Refuses a flag that a command's usage does not name, so that a misspelt one is not passed over. @throws bad-input */
export function requireKnownFlags(given: Arguments, usage: string): void {
  // A step's parameters are checked by the step.
  if (usage.includes('--PARAMETER')) return;
  const known = [...usage.matchAll(/--([a-z-]+)/g)].map(([, name = '']) => name);
  const wrong = Object.keys(given.flags).find((flag) => !['json', 'help', ...known].includes(flag));
  if (wrong !== undefined)
    throw new ClienteleError('bad-input', { detail: `there is no --${wrong}: clientele ${usage}` });
}

/** The text of a flag, or null where it is not given. */
export function textFlag(given: Arguments, name: string): string | null {
  const value = given.flags[name];
  return typeof value === 'string' ? value : null;
}

/** A flag's whole number; null where it is not given. @throws bad-input where it is none, or below `least` */
export function wholeFlag(given: Arguments, name: string, least: number): number | null {
  const text = textFlag(given, name);
  if (text === null) return null;
  const value = Number(text || NaN);
  if (Number.isInteger(value) && value >= least) return value;
  throw new ClienteleError('bad-input', { detail: `--${name} is a whole number from ${least}, not “${text}”` });
}

/** A flag's day in epoch milliseconds; null where it is not given. @throws bad-input where it is none */
export function dayFlag(given: Arguments, name: string): number | null {
  const text = textFlag(given, name);
  if (text === null) return null;
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  if (!Number.isNaN(day)) return day;
  throw new ClienteleError('bad-input', { detail: `--${name} is a day such as 2026-01-31, not “${text}”` });
}

/** The backend that `--backend` forces for this command alone; null where it is not given. @throws bad-input */
export function backendFlag(given: Arguments): BackendId | null {
  const text = textFlag(given, 'backend');
  if (text === null) return null;
  const known = backendIds.find((id) => id === text);
  if (known) return known;
  throw new ClienteleError('bad-input', { detail: `--backend: ${backendIds.join(', ')}` });
}

/** @throws bad-input */
export function requiredFlag(given: Arguments, name: string): string {
  const value = textFlag(given, name);
  if (value === null) throw new ClienteleError('bad-input', { detail: `--${name} is missing` });
  return value;
}

/** @throws bad-input */
export function requiredWord(given: Arguments, at: number, what: string): string {
  const word = given.words[at];
  if (word === undefined) throw new ClienteleError('bad-input', { detail: `${what} is missing` });
  return word;
}

interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  /** A moment in epoch milliseconds. */
  readonly date?: boolean;
}

/** What a flag's text means by the parameter's schema: numbers, days, booleans, lists with commas, JSON for what is nested. */
function parseValue(text: string, schema: Schema): unknown {
  const types = schema.anyOf ? schema.anyOf.map((option) => option.type) : [schema.type];
  if (types.includes('null') && text === 'null') return null;
  if (schema.date && /^\d{4}-\d{2}-\d{2}/.test(text))
    return Date.parse(text.length > 10 ? `${text.replace(' ', 'T')}Z` : text);
  if (types.includes('number') || types.includes('integer')) return text.trim() === '' ? text : Number(text);
  if (types.includes('boolean')) return text === 'true' ? true : text === 'false' ? false : text;
  // A text may begin as a list does: an expression names a column in brackets.
  if (types.every((type) => type === 'string' || type === 'null')) return text;
  if (/^\s*[[{]/.test(text)) return JSON.parse(text) as unknown;
  if (types.includes('array'))
    return text === '' ? [] : text.split(',').map((word) => parseValue(word, schema.items ?? {}));
  return text;
}

/**
 * The parameters that flags give a step: `--n-clusters 8` is nClusters. Ranges are checked by the step's own schema.
 *
 * @throws bad-input for a flag the step does not have.
 */
export function parametersFromFlags(
  info: StepInfo,
  flags: Arguments['flags'],
  others: ReadonlySet<string>,
): Record<string, unknown> {
  const properties = new Map<string, Schema>(propertiesOf(info) as [string, Schema][]);
  const parameters: Record<string, unknown> = {};
  for (const [flag, value] of Object.entries(flags)) {
    if (others.has(flag)) continue;
    const name = camelCase(flag);
    const schema = properties.get(name);
    if (!schema) {
      const known = [...properties.keys()].map((key) => `--${kebabCase(key)}`).join(' ');
      throw new ClienteleError('bad-input', { detail: `${info.id} has no --${flag}; it has ${known}` });
    }
    parameters[name] = typeof value === 'boolean' ? value : parseValue(value, schema);
  }
  return parameters;
}
