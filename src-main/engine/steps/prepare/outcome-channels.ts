import { ClienteleError } from '../../../contract/errors.ts';
import { escapeMessage } from '../../../contract/text.ts';
import { codesOf, type Column } from '../../table/column.ts';
import { booleanNumbers } from '../../table/flags.ts';
import { doublesOf } from '../../table/numbers.ts';
import type { Table } from '../../table/table.ts';

/** A target as numbers: itself, or for each class 1 where a row is of it and 0 where not. NaN where it is missing. */
export interface OutcomeChannels {
  readonly name: string;
  /** Null where the target is a number, yes or no, or one of two words, of which the later one counts. */
  readonly classes: readonly string[] | null;
  readonly channels: readonly Float64Array[];
}

/** A target of more words is a name, not a class. */
const MOST_CLASSES = 20;

/**
 * The chosen target, or the column whose role is the outcome.
 *
 * @throws missing-column; missing-role where none is chosen and none has the role; wrong-column-type for a date or a text of too many words
 */
export function outcomeChannels(table: Table, chosen: string | null): OutcomeChannels {
  const column = chosen === null ? table.role('outcome') : table.column(chosen);
  const { name } = column;
  if (column.type === 'number') return { name, classes: null, channels: [finite(doublesOf(column))] };
  if (column.type === 'boolean') return { name, classes: null, channels: [booleanNumbers(column)] };
  return { name, ...wordChannels(column) };
}

const finite = (values: Float64Array): Float64Array => values.map((value) => (Number.isFinite(value) ? value : NaN));

function wordChannels(column: Column): Pick<OutcomeChannels, 'classes' | 'channels'> {
  if (column.type !== 'text')
    throw new ClienteleError('wrong-column-type', {
      column: column.name,
      got: column.type,
      needed: 'number, boolean, text',
    });
  const { codes, dictionary } = codesOf(column);
  const isUsed = new Uint8Array(dictionary.length);
  for (const code of codes) if (code >= 0) isUsed[code] = 1;
  const words = dictionary.filter((_, code) => isUsed[code]).sort();
  if (words.length > MOST_CLASSES)
    throw new ClienteleError('no-usable-column', {
      detail: {
        en: `“${escapeMessage(column.name)}” has ${words.length} different words; a target has ${MOST_CLASSES} at most`,
        zh: `“${escapeMessage(column.name)}”有 ${words.length} 个不同的词，目标最多 ${MOST_CLASSES} 个`,
      },
    });
  const channelOf = (word: string): Float64Array =>
    Float64Array.from(codes, (code) => (code < 0 ? NaN : dictionary[code] === word ? 1 : 0));
  if (words.length <= 2) return { classes: null, channels: [channelOf(words.at(-1) ?? '')] };
  return { classes: words, channels: words.map(channelOf) };
}
