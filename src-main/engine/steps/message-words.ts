import { escapeMessage, formatText, type Label, type Message, type Text } from '../../contract/text.ts';

/** A message as a piece of another message's words. */
export function messageWords(message: Message): Text {
  const write = (locale: 'en' | 'zh') => escapeMessage(formatText(message.text, message.values, locale));
  return { en: write('en'), zh: write('zh') };
}

/** A label as a piece of a message's words; a text of the data stays what it is. */
export const labelWords = (label: Label): string | Text => (typeof label === 'string' ? label : messageWords(label));
