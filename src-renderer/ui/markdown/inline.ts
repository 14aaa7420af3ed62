/** A run of words inside a paragraph. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis' | 'struck'; readonly children: readonly Inline[] }
  | { readonly kind: 'link'; readonly to: string; readonly children: readonly Inline[] };

/** In the order in which they are tried at one place. */
const MARKS = [
  /(?<break>(?: {2,}|\\)\n)/,
  /\\(?<escaped>[\\`*_{}[\]()#+\-.!|~>])/u,
  /(?<!`)(?<tick>`+)(?<code>[\s\S]*?[^`])\k<tick>(?!`)/u,
  /!?\[(?<label>(?:[^[\]\\]|\\.)+)\]\((?<to>[^\s)]+)(?:\s+"[^"]*")?\)/u,
  /<(?<address>https?:[^\s>]+)>/u,
  /\*\*(?=\S)(?<strong>(?:[^*]|\*(?!\*))*?[^\s*]\*?)\*\*/u,
  /(?<![\p{L}\p{N}_])__(?=\S)(?<strong2>[^_]*[^\s_])__(?![\p{L}\p{N}])/u,
  /\*(?=[^\s*])(?<emphasis>[^*]*[^\s*])\*(?!\*)/u,
  /(?<![\p{L}\p{N}_])_(?=[^\s_])(?<emphasis2>[^_]*[^\s_])_(?![\p{L}\p{N}])/u,
  /~~(?=\S)(?<struck>[^~]*[^\s~])~~/u,
];
const MARK = new RegExp(MARKS.map(({ source }) => source).join('|'), 'gu');

const CJK = String.raw`[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]`;
const BREAK_IN_CHINESE = new RegExp(`(?<=${CJK})\\n(?=${CJK})`, 'gu');

/** A line that ends in the middle of a paragraph is a space, and between Chinese characters nothing. */
const joinLines = (text: string): string => text.replace(BREAK_IN_CHINESE, '').replaceAll('\n', ' ');

function fromMatch(groups: Readonly<Record<string, string | undefined>>): Inline {
  const strong = groups.strong ?? groups.strong2;
  const emphasis = groups.emphasis ?? groups.emphasis2;
  if (groups.break !== undefined) return { kind: 'break' };
  if (groups.escaped !== undefined) return { kind: 'text', text: groups.escaped };
  if (groups.code !== undefined) return { kind: 'code', text: joinLines(groups.code).replace(/^ (.*\S.*) $/, '$1') };
  if (groups.address !== undefined) return linkTo(groups.address, [{ kind: 'text', text: groups.address }]);
  if (groups.label !== undefined) return linkTo(groups.to ?? '', parseInline(groups.label));
  if (strong !== undefined) return { kind: 'strong', children: parseInline(strong) };
  if (emphasis !== undefined) return { kind: 'emphasis', children: parseInline(emphasis) };
  return { kind: 'struck', children: parseInline(groups.struck ?? '') };
}

const linkTo = (to: string, children: readonly Inline[]): Inline => ({ kind: 'link', to, children });

/** Reads emphasis, code and links; everything else, tags included, is text. */
export function parseInline(source: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  const takeText = (end: number): void => {
    if (end > at) found.push({ kind: 'text', text: joinLines(source.slice(at, end)) });
  };
  for (const match of source.matchAll(MARK)) {
    takeText(match.index);
    found.push(fromMatch(match.groups ?? {}));
    at = match.index + match[0].length;
  }
  takeText(source.length);
  return found;
}
