import { parseInline, type Inline } from './inline.ts';

export type Alignment = 'left' | 'center' | 'right' | null;

/** A piece of a page that stands on lines of its own. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly ListItem[] }
  | { readonly kind: 'table'; readonly align: readonly Alignment[]; readonly rows: readonly (readonly Inline[])[][] }
  | { readonly kind: 'rule' };

/** One entry of a list; `done` where it is a task. */
export interface ListItem {
  readonly done: boolean | null;
  readonly blocks: readonly Block[];
}

const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const FENCE = /^ {0,3}(```+|~~~+)/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}>\s?(.*)$/;
const ITEM = /^( {0,3})([-*+]|\d{1,9}[.)])(\s+)(.*)$/;
const TASK = /^\[([ xX])\]\s+/;
const DIVIDER = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;

/** How paragraphs are read. */
export interface BlockOptions {
  /** Whether each line end is one, as in notes; otherwise lines flow together. */
  readonly breaks: boolean;
}

class Lines {
  at = 0;
  readonly lines: readonly string[];
  readonly options: BlockOptions;

  constructor(lines: readonly string[], options: BlockOptions) {
    this.lines = lines;
    this.options = options;
  }

  get line(): string {
    return this.lines[this.at] ?? '';
  }

  get next(): string {
    return this.lines[this.at + 1] ?? '';
  }

  get isEnd(): boolean {
    return this.at >= this.lines.length;
  }
}

const isBlank = (line: string): boolean => line.trim() === '';

const isTable = (lines: Lines): boolean =>
  lines.line.includes('|') && DIVIDER.test(lines.next) && lines.next.includes('-');

const startsBlock = (line: string): boolean =>
  HEADING.test(line) || FENCE.test(line) || RULE.test(line) || QUOTE.test(line) || ITEM.test(line);

function readCode(lines: Lines): Block {
  const fence = FENCE.exec(lines.line)?.[1] ?? '```';
  const code: string[] = [];
  for (lines.at++; !lines.isEnd && !lines.line.trimStart().startsWith(fence); lines.at++) code.push(lines.line);
  lines.at++;
  return { kind: 'code', text: code.join('\n') };
}

function readQuote(lines: Lines): Block {
  const inner: string[] = [];
  for (let match; (match = QUOTE.exec(lines.line)) && !lines.isEnd; lines.at++) inner.push(match[1] ?? '');
  return { kind: 'quote', blocks: parseLines(inner, lines.options) };
}

/** The cells of a table's line; a `\|` is text. */
export function splitRow(line: string): string[] {
  const trimmed = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return trimmed.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function alignmentOf(divider: string): Alignment {
  const [left, right] = [divider.startsWith(':'), divider.endsWith(':')];
  if (left && right) return 'center';
  return right ? 'right' : left ? 'left' : null;
}

function readTable(lines: Lines): Block {
  const head = splitRow(lines.line);
  const align = splitRow(lines.next).map(alignmentOf);
  const rows = [head.map(parseInline)];
  for (lines.at += 2; !lines.isEnd && lines.line.includes('|') && !isBlank(lines.line); lines.at++) {
    const cells = splitRow(lines.line);
    rows.push(head.map((_, column) => parseInline(cells[column] ?? '')));
  }
  return { kind: 'table', align, rows };
}

/** The lines that belong to an entry: those indented below it, and those that run on without a mark of their own. */
function readItem(lines: Lines): ListItem {
  const [, indent = '', mark = '', gap = '', rest = ''] = ITEM.exec(lines.line) ?? [];
  const depth = indent.length + mark.length + Math.min(gap.length, 4);
  const own = [rest];
  for (lines.at++; !lines.isEnd; lines.at++) {
    const { line } = lines;
    const isDeeper = line.startsWith(' '.repeat(Math.min(depth, 2)));
    const runsOn = !startsBlock(line) && !isBlank(own.at(-1) ?? '');
    if (isBlank(line) ? !/^\s{2,}\S/.test(lines.next) : !isDeeper && !runsOn) break;
    own.push(isDeeper ? line.replace(new RegExp(`^ {1,${depth}}`), '') : line);
  }
  const task = TASK.exec(own[0] ?? '');
  if (task) own[0] = rest.slice(task[0].length);
  return { done: task ? task[1] !== ' ' : null, blocks: parseLines(own, lines.options) };
}

const isOrdered = (line: string): boolean => /^ {0,3}\d/.test(line);

function readList(lines: Lines): Block {
  const ordered = isOrdered(lines.line);
  const start = ordered ? Number.parseInt(lines.line.trim()) : null;
  const items: ListItem[] = [];
  const isItem = (line: string): boolean => ITEM.test(line) && !RULE.test(line) && isOrdered(line) === ordered;
  while (isItem(lines.line)) {
    items.push(readItem(lines));
    while (isBlank(lines.line) && isItem(lines.next)) lines.at++;
  }
  return { kind: 'list', start, items };
}

function readParagraph(lines: Lines): Block {
  const words = [lines.line.trimStart()];
  for (lines.at++; !lines.isEnd && !isBlank(lines.line) && !startsBlock(lines.line) && !isTable(lines); lines.at++) {
    words.push(lines.line.trimStart());
  }
  return { kind: 'paragraph', children: parseInline(words.join(lines.options.breaks ? '  \n' : '\n')) };
}

function readBlock(lines: Lines): Block {
  const { line } = lines;
  const heading = HEADING.exec(line);
  if (heading) {
    lines.at++;
    return { kind: 'heading', level: heading[1]?.length ?? 1, children: parseInline(heading[2] ?? '') };
  }
  if (FENCE.test(line)) return readCode(lines);
  if (RULE.test(line)) {
    lines.at++;
    return { kind: 'rule' };
  }
  if (QUOTE.test(line)) return readQuote(lines);
  if (ITEM.test(line)) return readList(lines);
  if (isTable(lines)) return readTable(lines);
  return readParagraph(lines);
}

function parseLines(given: readonly string[], options: BlockOptions): Block[] {
  const lines = new Lines(given, options);
  const blocks: Block[] = [];
  while (!lines.isEnd) {
    if (isBlank(lines.line)) lines.at++;
    else blocks.push(readBlock(lines));
  }
  return blocks;
}

/** Reads Markdown; what is no Markdown, HTML included, is text. */
export function parseMarkdown(source: string, options: BlockOptions): Block[] {
  return parseLines(source.replace(/\r\n?/g, '\n').replaceAll('\t', '    ').split('\n'), options);
}
