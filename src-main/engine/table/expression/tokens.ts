import { escapeMessage } from '../../../contract/text.ts';
import { wrongAt } from './wrong.ts';

/** A word, sign or value of an expression, and the character at which it begins, from 0. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'column' | 'sign' | 'end';
  /** What it says: without its quotes, backticks or brackets. */
  readonly text: string;
  readonly at: number;
}

const SPACE = /\s+/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/uy;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const SIGN = /<=|>=|!=|<>|==|[-+*/%^(),<>=]/uy;

/** What closes a quoted text or a column's name. */
const CLOSING: Readonly<Record<string, string>> = { '"': '"', "'": "'", '`': '`', '[': ']' };

/** Splits an expression; the last token is its end. @throws bad-parameter, saying where */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const match = (pattern: RegExp, at: number): string | null => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0] ?? null;
  };
  let at = 0;
  const take = (kind: Token['kind'], text: string | null): boolean => {
    if (text === null) return false;
    tokens.push({ kind, text, at });
    at += text.length;
    return true;
  };
  while (at < source.length) {
    const space = match(SPACE, at);
    if (space !== null) {
      at += space.length;
      continue;
    }
    const closing = CLOSING[source[at]!];
    if (closing !== undefined) {
      const end = endOfQuoted(source, at, closing);
      const text = source.slice(at + 1, end).replaceAll(closing + closing, closing);
      tokens.push({ kind: source[at] === '"' || source[at] === "'" ? 'text' : 'column', text, at });
      at = end + 1;
      continue;
    }
    if (take('number', match(NUMBER, at)) || take('name', match(NAME, at)) || take('sign', match(SIGN, at))) continue;
    const found = escapeMessage(String.fromCodePoint(source.codePointAt(at)!));
    throw wrongAt(source, at, { en: `“${found}” means nothing here`, zh: `“${found}”在这里没有意义` });
  }
  return [...tokens, { kind: 'end', text: '', at: source.length }];
}

/** Where quoted words end; a doubled closing sign stands for itself. */
function endOfQuoted(source: string, from: number, closing: string): number {
  let end = source.indexOf(closing, from + 1);
  while (end >= 0 && source[end + 1] === closing) end = source.indexOf(closing, end + 2);
  if (end >= 0) return end;
  const [open, shut] = [escapeMessage(source[from]!), escapeMessage(closing)];
  throw wrongAt(source, from, {
    en: `what ${open} opens is never closed by ${shut}`,
    zh: `${open} 打开后没有用 ${shut} 关闭`,
  });
}
