import { escapeHtml, Html } from './html.ts';

const HEADING = /^(#{1,6})\s+(.*)$/;
const BULLET = /^[-*+]\s+(.*)$/;
const NUMBER = /^\d+[.)]\s+(.*)$/;
const QUOTE = /^>\s?(.*)$/;
const FENCE = '```';

/** Bold, italic, code and links of one line; only web and mail addresses become links. */
function inline(text: string): string {
  const codes: string[] = [];
  const kept = text.replace(
    /`([^`]+)`/g,
    (_, code: string) => `\u0000${codes.push(`<code>${escapeHtml(code)}</code>`) - 1}\u0000`,
  );
  return (
    escapeHtml(kept)
      .replace(/\[([^\]]+)\]\(((?:https?:|mailto:)[^\s)]+)\)/g, '<a href="$2" rel="noreferrer">$1</a>')
      .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
      .replace(/(^|[^*\w])\*([^*\s][^*]*)\*/g, '$1<em>$2</em>')
      .replace(/(^|[^_\w])_([^_\s][^_]*)_(?!\w)/g, '$1<em>$2</em>')
      // The places of code spans are marked by a character that no text holds.
      .replace(/\u0000(\d+)\u0000/g, (_, index: string) => codes[Number(index)] ?? '')
  );
}

interface Reader {
  /** The level of the note's own first headings. */
  readonly topLevel: number;
  readonly lines: readonly string[];
  at: number;
}

/** Takes lines while they match. */
function take(reader: Reader, pattern: RegExp): string[] {
  const found: string[] = [];
  for (let match; reader.at < reader.lines.length && (match = pattern.exec(reader.lines[reader.at] ?? '')); reader.at++)
    found.push(match[1] ?? '');
  return found;
}

function fenced(reader: Reader): string {
  reader.at++;
  const code: string[] = [];
  for (; reader.at < reader.lines.length && !(reader.lines[reader.at] ?? '').startsWith(FENCE); reader.at++)
    code.push(reader.lines[reader.at] ?? '');
  reader.at++;
  return `<pre><code>${escapeHtml(code.join('\n'))}</code></pre>`;
}

const items = (lines: readonly string[]): string => lines.map((line) => `<li>${inline(line)}</li>`).join('');

function block(reader: Reader): string {
  const line = reader.lines[reader.at] ?? '';
  const heading = HEADING.exec(line);
  if (heading) {
    reader.at++;
    const level = Math.min(6, Math.max(reader.topLevel, (heading[1] ?? '').length + reader.topLevel - 2));
    return `<h${level}>${inline(heading[2] ?? '')}</h${level}>`;
  }
  if (line.startsWith(FENCE)) return fenced(reader);
  if (BULLET.test(line)) return `<ul>${items(take(reader, BULLET))}</ul>`;
  if (NUMBER.test(line)) return `<ol>${items(take(reader, NUMBER))}</ol>`;
  if (QUOTE.test(line)) return `<blockquote><p>${take(reader, QUOTE).map(inline).join('<br>')}</p></blockquote>`;
  return `<p>${take(reader, /^(?!#{1,6}\s|```|[-*+]\s|\d+[.)]\s|>)(.*\S.*)$/)
    .map(inline)
    .join('<br>')}</p>`;
}

/**
 * The Markdown that notes are written in, as HTML: headings, lists, quotes, code, emphasis, links. HTML in it is shown, not run.
 *
 * @param topLevel what `#` and `##` become: 2 where the note opens a chapter, 3 below a section's title.
 */
export function markdownHtml(markdown: string, topLevel: 2 | 3 = 3): Html {
  const reader: Reader = {
    topLevel,
    lines: markdown
      .replace(/\r\n?/g, '\n')
      .split('\n')
      .map((line) => line.trimEnd()),
    at: 0,
  };
  const blocks: string[] = [];
  while (reader.at < reader.lines.length) {
    if ((reader.lines[reader.at] ?? '').trim() === '') reader.at++;
    else {
      const before = reader.at;
      blocks.push(block(reader));
      // A line that no rule takes is text, never an endless loop.
      if (reader.at === before) blocks.push(`<p>${inline(reader.lines[reader.at++] ?? '')}</p>`);
    }
  }
  return new Html(blocks.join('\n'));
}
