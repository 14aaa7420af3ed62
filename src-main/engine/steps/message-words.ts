import { escapeMessage, formatText, type Message, type Text } from '../../contract/text.ts';

/** A message as a piece of another message's words. */
export function messageWords(message: Message): Text {
  const write = (locale: 'en' | 'zh') => escapeMessage(formatText(message.text, message.values, locale));
  return { en: write('en'), zh: write('zh') };
}
