import { describe, expect, it } from 'vitest';
import { parseMarkdown, splitRow, type Block } from './blocks.ts';
import { parseInline } from './inline.ts';

const parse = (source: string, breaks = false): Block[] => parseMarkdown(source, { breaks });
const text = (words: string) => ({ kind: 'text', text: words });

describe('words', () => {
  it('tell emphasis, code and links apart', () => {
    expect(parseInline('a **b *c*** `d*e*` [f](g.h)')).toEqual([
      text('a '),
      { kind: 'strong', children: [text('b '), { kind: 'emphasis', children: [text('c')] }] },
      text(' '),
      { kind: 'code', text: 'd*e*' },
      text(' '),
      { kind: 'link', to: 'g.h', children: [text('f')] },
    ]);
  });

  it('leave what only looks like a mark', () => {
    for (const plain of ['2 * 3 * 4', 'n_clusters and n_rows', '**open', 'a [b] (c)', '<script>x</script>']) {
      expect(parseInline(plain)).toEqual([text(plain)]);
    }
    expect(parseInline(String.raw`\*plain\*`).map((word) => 'text' in word && word.text)).toEqual(['*', 'plain', '*']);
  });

  it('join lines with a blank, and Chinese ones without', () => {
    expect(parseInline('one\ntwo')).toEqual([text('one two')]);
    expect(parseInline('顾客\n分群')).toEqual([text('顾客分群')]);
    expect(parseInline('one  \ntwo')).toEqual([text('one'), { kind: 'break' }, text('two')]);
  });

  it('end soon also where marks are many and none closes', () => {
    for (const odd of ['*_', '**a *b ', '`', '[', '![a](']) expect(parseInline(odd.repeat(2000))).not.toHaveLength(0);
  });
});

describe('blocks', () => {
  it('are headings, paragraphs, rules, quotes and code', () => {
    expect(parse('# A\ntext\n\n---\n> q\n```ts\n# no\n```').map(({ kind }) => kind)).toEqual([
      'heading',
      'paragraph',
      'rule',
      'quote',
      'code',
    ]);
    expect(parse('```\na\n')).toEqual([{ kind: 'code', text: 'a\n' }]);
  });

  it('nest lists, keep their numbers and their tasks', () => {
    const [list] = parse('3. a\n4. b\n   - c\n   - [x] d\n5. e\nruns on');
    if (list?.kind !== 'list') throw new Error('no list');
    expect(list.start).toBe(3);
    expect(list.items).toHaveLength(3);
    const [, inner] = list.items[1]?.blocks ?? [];
    if (inner?.kind !== 'list') throw new Error('no inner list');
    expect(inner.items.map(({ done }) => done)).toEqual([null, true]);
    expect(list.items[2]?.blocks).toEqual([{ kind: 'paragraph', children: [text('e runs on')] }]);
  });

  it('end a list where the text goes on below a blank line', () => {
    expect(parse('- a\n- b\n\ntext').map(({ kind }) => kind)).toEqual(['list', 'paragraph']);
  });

  it('are tables with alignment, escaped bars and cells that are missing', () => {
    const [table] = parse('| a | b |\n|---|--:|\n| 1 \\| 2 | 3 |\n| 4 |');
    expect(table).toEqual({
      kind: 'table',
      align: [null, 'right'],
      rows: [
        [[text('a')], [text('b')]],
        [[text('1 | 2')], [text('3')]],
        [[text('4')], []],
      ],
    });
    expect(splitRow('a | b')).toEqual(['a', 'b']);
  });

  it('keep line ends where notes are written', () => {
    expect(parse('a\nb', true)).toEqual([{ kind: 'paragraph', children: [text('a'), { kind: 'break' }, text('b')] }]);
  });

  it('take every line, whatever it is', () => {
    for (const odd of ['-', '>', '#', '```', '|', '1.', '   ', '- \n-', '\\']) expect(() => parse(odd)).not.toThrow();
  });
});
