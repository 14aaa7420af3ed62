import { escapeMessage } from '../../../contract/text.ts';
import { tokensOf, type Token } from './tokens.ts';
import { wrongAt } from './wrong.ts';

/** An operator of one or two sides. */
export type Operator =
  'or' | 'and' | 'not' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '^' | 'negate';

/** A part of an expression; `at` is the character at which it begins, from 0. */
export type Node = { readonly at: number } & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly sides: readonly Node[] }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Node[] }
);

/** Parts within parts deeper than this are refused, so that reading them cannot exhaust the stack. */
const DEEPEST = 100;

/** Two-sided operators from the loosest to the tightest. */
const LEVELS: readonly Readonly<Record<string, Operator>>[] = [
  { or: 'or' },
  { and: 'and' },
  { '=': '=', '==': '=', '!=': '!=', '<>': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' },
  { '+': '+', '-': '-' },
  { '*': '*', '/': '/', '%': '%' },
];
const COMPARES = 2;

/**
 * Reads an expression: numbers, 'texts', columns by name (`in backticks` or [brackets] where they hold more than letters and digits),
 * + − * / % ^, comparisons, and, or, not, and functions.
 *
 * @throws bad-parameter, saying at which character and what was expected
 */
export function parseExpression(source: string): Node {
  return new Parser(source).parse();
}

class Parser {
  readonly #source: string;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
    this.#tokens = tokensOf(source);
  }

  parse(): Node {
    const whole = this.#level(0);
    if (this.#peek().kind !== 'end') throw this.#expected('an operator or the end', '运算符或结尾');
    return whole;
  }

  #peek(): Token {
    return this.#tokens[this.#next]!;
  }

  #take(): Token {
    return this.#tokens[this.#next++]!;
  }

  /** Whether a sign or a small word comes next; it is then taken. */
  #accept(text: string): boolean {
    const { kind, text: found } = this.#peek();
    const isNext = (kind === 'sign' && found === text) || (kind === 'name' && found.toLowerCase() === text);
    if (isNext) this.#next++;
    return isNext;
  }

  #level(level: number): Node {
    if (level === LEVELS.length) return this.#signed();
    if (level === COMPARES && this.#isWord('not')) return this.#deeper(() => this.#negated());
    let left = this.#level(level + 1);
    for (;;) {
      const { kind, text } = this.#peek();
      const operator = kind === 'sign' || kind === 'name' ? LEVELS[level]![text.toLowerCase()] : undefined;
      if (operator === undefined) return left;
      const { at } = this.#take();
      left = { kind: 'operator', operator, sides: [left, this.#level(level + 1)], at };
      if (level === COMPARES) return left;
    }
  }

  #isWord(word: string): boolean {
    const { kind, text } = this.#peek();
    return kind === 'name' && text.toLowerCase() === word;
  }

  #negated(): Node {
    const { at } = this.#take();
    return { kind: 'operator', operator: 'not', sides: [this.#level(COMPARES)], at };
  }

  #signed(): Node {
    const { at } = this.#peek();
    if (this.#accept('-'))
      return this.#deeper(() => ({ kind: 'operator', operator: 'negate', sides: [this.#signed()], at }));
    const base = this.#value();
    const power = this.#peek();
    if (!this.#accept('^')) return base;
    return this.#deeper(() => ({ kind: 'operator', operator: '^', sides: [base, this.#signed()], at: power.at }));
  }

  #value(): Node {
    const { kind, text, at } = this.#peek();
    if (kind === 'sign' && text === '(') {
      this.#next++;
      const inner = this.#deeper(() => this.#level(0));
      if (!this.#accept(')')) throw this.#expected('“)”', '“)”');
      return inner;
    }
    if (kind === 'end' || kind === 'sign') throw this.#expected('a value', '一个值');
    this.#next++;
    if (kind === 'number') return { kind, value: Number(text), at };
    if (kind === 'text') return { kind, value: text, at };
    if (kind === 'column') return { kind, name: text, at };
    if (this.#accept('('))
      return { kind: 'call', name: text.toLowerCase(), given: this.#deeper(() => this.#list()), at };
    const word = text.toLowerCase();
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true', at };
    return word === 'missing' ? { kind: 'missing', at } : { kind: 'column', name: text, at };
  }

  /** What stands between a function's brackets. */
  #list(): Node[] {
    if (this.#accept(')')) return [];
    const given = [this.#level(0)];
    while (this.#accept(',')) given.push(this.#level(0));
    if (!this.#accept(')')) throw this.#expected('“,” or “)”', '“,”或“)”');
    return given;
  }

  #deeper<T>(read: () => T): T {
    if (++this.#depth > DEEPEST)
      throw wrongAt(this.#source, this.#peek().at, { en: 'too many brackets within brackets', zh: '括号嵌套过深' });
    const found = read();
    this.#depth--;
    return found;
  }

  #expected(en: string, zh: string): Error {
    const { kind, text, at } = this.#peek();
    const found = escapeMessage(text);
    return wrongAt(this.#source, at, {
      en: `${en} is expected and not ${kind === 'end' ? 'the end' : `“${found}”`}`,
      zh: `应为${zh}，而不是${kind === 'end' ? '结尾' : `“${found}”`}`,
    });
  }
}
