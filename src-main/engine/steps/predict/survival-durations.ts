import { ClienteleError } from '../../../contract/errors.ts';
import type { Unit } from '../../../contract/table.ts';
import type { MessageValue } from '../../../contract/text.ts';
import type { Durations } from '../../maths/survival/durations.ts';
import { codesOf, isNull, type Column } from '../../table/column.ts';
import { numberAt, type Table } from '../../table/table.ts';
import { column, stepText } from '../define.ts';
import { messageWords } from '../message-words.ts';

/** Words that the steps over durations share. */
export const survivalWords = {
  parameters: {
    duration: {
      label: { en: 'Duration', zh: '时长' },
      help: {
        en: 'How long each row was watched, until the event or until the data ended. Empty: the first outcome that is a number.',
        zh: '每一行被观察了多久，直到事件发生或数据结束。留空则取第一个数值型的结果列。',
      },
    },
    event: {
      label: { en: 'Event', zh: '事件' },
      help: {
        en: 'Whether the duration ended in the event (yes, or a number above 0); no means it had not come yet. Empty: the first outcome of yes and no.',
        zh: '时长是否以事件结束（“是”或大于 0 的数）；“否”表示尚未发生。留空则取第一个是/否型的结果列。',
      },
    },
  },
  messages: {
    noDuration: {
      en: 'choose a number column with durations, such as “days_to_order” of a target',
      zh: '请选择一个表示时长的数值列，例如目标表中的“days_to_order”',
    },
    noEvent: {
      en: 'choose a column that says whether the event came, such as “ordered” of a target',
      zh: '请选择一个表示事件是否发生的列，例如目标表中的“ordered”',
    },
    notTwofold: {
      en: '“{column}” holds more than two values, so that it does not say whether the event came',
      zh: '“{column}”的取值多于两种，无法表示事件是否发生',
    },
    below: {
      en: 'durations in “{column}” lie below 0, or know no end',
      zh: '“{column}”中有小于 0 或无穷大的时长',
    },
    days: { en: '{time, plural, one {# day} other {# days}}', zh: '{time, number} 天' },
    unknown: {
      en: '{count, plural, one {# row has} other {# rows have}} no duration or no event and were left out.',
      zh: '{count, number} 行缺少时长或事件，已略去。',
    },
    noEvents: {
      en: 'Not one of {rows, number} rows ended in the event: nothing can be told of when it comes.',
      zh: '{rows, number} 行中没有一行发生事件：无法判断它何时发生。',
    },
  },
} as const;

const text = stepText({
  title: { en: 'Durations', zh: '时长' },
  summary: { en: 'Durations', zh: '时长' },
  about: { en: 'Durations', zh: '时长' },
  ...survivalWords,
});

/** Parameters that say where durations and events stand. */
export const durationParameters = {
  duration: column({ port: 'table', types: ['number'], text: text.parameter('duration'), onlyToFit: true }),
  event: column({
    port: 'table',
    types: ['boolean', 'number', 'text'],
    text: text.parameter('event'),
    onlyToFit: true,
  }),
};

/** Durations of the rows that have both a duration and an event. */
export interface ReadDurations extends Durations {
  readonly unit: Unit | null;
  /** Positions in the table, ascending. */
  readonly rows: Int32Array;
  readonly durationColumn: string;
  readonly eventColumn: string;
}

const YES = /^(yes|y|true|t|1|churn(ed)?|left|exited|bought|是|有|流失)$/iu;

/**
 * Reads durations and events.
 *
 * @param warn told of rows left out.
 * @throws no-usable-column, no-usable-rows, missing-column, wrong-column-type
 */
export function readDurations(
  table: Table,
  asked: { readonly duration: string | null; readonly event: string | null },
  { warn }: { warn(message: ReturnType<typeof text.message>): void },
): ReadDurations {
  const outcomes = table.columns.filter(({ role }) => role === 'outcome');
  const durationName = asked.duration ?? outcomes.find(({ type }) => type === 'number')?.name;
  if (durationName === undefined) throw unusable('noDuration');
  const eventName = asked.event ?? outcomes.find(({ type }) => type === 'boolean')?.name;
  if (eventName === undefined) throw unusable('noEvent');
  const duration = table.number(durationName);
  const saysYes = eventReader(table.column(eventName));
  const event = table.column(eventName);
  const rows: number[] = [];
  for (let row = 0; row < table.nRows; row++)
    if (!Number.isNaN(numberAt(duration, row)) && !isNull(event, row)) rows.push(row);
  const times = Float64Array.from(rows, (row) => numberAt(duration, row));
  if (!times.every((time) => time >= 0 && time < Infinity)) {
    const detail = text.source.messages.below;
    const fill = (words: string): string => words.replace('{column}', durationName);
    throw new ClienteleError('no-usable-rows', { detail: { en: fill(detail.en), zh: fill(detail.zh) } });
  }
  if (rows.length < table.nRows) warn(text.message('unknown', { count: table.nRows - rows.length }));
  const events = Uint8Array.from(rows, (row) => (saysYes(row) ? 1 : 0));
  if (rows.length > 0 && !events.includes(1)) warn(text.message('noEvents', { rows: rows.length }));
  return {
    times,
    events,
    rows: Int32Array.from(rows),
    durationColumn: durationName,
    eventColumn: eventName,
    unit: duration.unit,
  };
}

/** A time inside a sentence, with its unit where that is known. */
export function timeWords(time: number, unit: Unit | null): MessageValue {
  const rounded = Math.round(time * 10) / 10;
  return unit === 'days' ? messageWords(text.message('days', { time: rounded })) : rounded;
}

function eventReader(column: Column): (row: number) => boolean {
  if (column.type === 'boolean') return (row) => column.values[row] === 1;
  if (column.type === 'number') return (row) => numberAt(column, row) > 0;
  if (column.type === 'date')
    throw new ClienteleError('wrong-column-type', { column: column.name, got: 'date', needed: 'boolean' });
  const { codes, dictionary } = codesOf(column);
  const used = new Set(codes);
  used.delete(-1);
  const isYes = dictionary.map((word) => YES.test(word.trim()));
  if (used.size > 2) throw unusable('notTwofold', column.name);
  return (row) => isYes[codes[row]!] ?? false;
}

function unusable(why: 'noDuration' | 'noEvent' | 'notTwofold', columnName = ''): ClienteleError {
  const { en, zh } = text.source.messages[why];
  const fill = (words: string): string => words.replace('{column}', columnName);
  return new ClienteleError('no-usable-column', { detail: { en: fill(en), zh: fill(zh) } });
}
