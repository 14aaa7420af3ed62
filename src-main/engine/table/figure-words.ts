import type { Figure } from '../../contract/figure.ts';
import type { ValueWords } from '../../contract/table.ts';
import type { Label, Message, MessageValue, Text } from '../../contract/text.ts';

type Names = ValueWords['names'];

/** Where figures hold what is shown as it stands; everything else that is text is the name of a column, or a value that selects rows. */
const SHOWN: ReadonlySet<string> = new Set(['name', 'label', 'categories', 'rows', 'columns', 'groups', 'axes']);

const isMessage = (value: object): value is Message => 'code' in value && 'text' in value;
const isPlain = (value: object): boolean => Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;

const wordOf = (names: Names, value: string): Text | null =>
  Object.hasOwn(names, value) ? (names[value] ?? null) : null;

/** A value inside a message, in words where it has some. */
function valueInWords(value: MessageValue, names: Names): MessageValue {
  if (typeof value === 'string') return wordOf(names, value) ?? value;
  if (typeof value === 'object' && 'list' in value)
    return { list: value.list.map((one) => (typeof one === 'string' ? (wordOf(names, one) ?? one) : one)) };
  return value;
}

function messageInWords(message: Message, names: Names): Message {
  if (!message.values) return message;
  const values = Object.entries(message.values).map(([key, value]) => [key, valueInWords(value, names)]);
  return { ...message, values: Object.fromEntries(values) as Message['values'] & object };
}

const labelInWords = (label: string, names: Names): Label => {
  const text = wordOf(names, label);
  return text ? { code: 'value', text } : label;
};

function inWords(value: unknown, isShown: boolean, names: Names): unknown {
  if (typeof value === 'string') return isShown ? labelInWords(value, names) : value;
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  if (Array.isArray(value)) return value.map((one: unknown) => inWords(one, isShown, names));
  if (isMessage(value)) return messageInWords(value, names);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === 'select' ? one : inWords(one, SHOWN.has(key), names)]),
  );
}

/**
 * A figure that calls values by their names: in its sentences and on its axes, but not where they select rows.
 *
 * @param names by value; without any the figure itself is returned.
 */
export function figureInWords(figure: Figure, names: Names): Figure {
  if (Object.keys(names).length === 0) return figure;
  const said = inWords(figure, false, names) as Figure;
  if (said.kind !== 'scatter' || said.color?.as !== 'category') return said;
  const ofValues = Object.entries(names).map(([value, text]): [string, Label] => [value, { code: 'value', text }]);
  return { ...said, names: { ...Object.fromEntries(ofValues), ...said.names } };
}
