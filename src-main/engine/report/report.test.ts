import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeBundle } from '../../contract/bundle.ts';
import type { CardFact } from '../../contract/cards.ts';
import type { BarsFigure, CardsFigure, HeatmapFigure, ScatterFigure } from '../../contract/figure.ts';
import type { ColumnInfo, ColumnRole, TableInfo } from '../../contract/table.ts';
import { markdownHtml } from './markdown.ts';
import { writeSheet } from './sheet.ts';
import type { ReportSection, ReportSource } from './source.ts';
import { writeReport } from './write-report.ts';

const message = (en: string, zh: string) => ({ code: 'test', text: { en, zh } });
const column = (name: string, type: ColumnInfo['type'], role: ColumnRole | null = null): ColumnInfo => ({
  name,
  type,
  role,
  unit: null,
  label: null,
});
const info = (columns: ColumnInfo[], nRows: number): TableInfo => ({
  columns,
  nRows,
  entity: 'customer',
  currency: 'GBP',
  notProducts: [],
});

const bars: BarsFigure = {
  kind: 'bars',
  title: message('Mugs sell best', '马克杯卖得最好'),
  summary: message('Mugs, then bags', '马克杯，其次是袋子'),
  orientation: 'vertical',
  categories: ['<b>Mug</b>', 'Bag'],
  value: { label: message('Revenue', '收入'), unit: 'money' },
  currency: 'GBP',
  series: [{ name: 'a', values: Float64Array.of(1200, 300) }],
};

const fact: CardFact = {
  key: 'measure:frequency',
  part: 'habit',
  sentence: message('They come often.', '常来。'),
  measure: 'frequency',
  unit: 'count',
  value: 12,
  others: 3,
  lift: null,
  effect: 0.6,
  chance: 0.001,
  spread: null,
  own: null,
  hidden: false,
  changedFrom: null,
};
const cards: CardsFigure = {
  kind: 'cards',
  title: message('One persona', '一个画像'),
  summary: message('One persona', '一个画像'),
  cards: [
    {
      cluster: '0',
      size: 1158,
      proposed: { en: 'Regulars', zh: '常客' },
      own: null,
      changedFrom: null,
      facts: [
        { ...fact, own: '<我的话>' },
        { ...fact, key: 'b', hidden: true, own: 'Hidden' },
      ],
      typical: { id: '12347', measures: [{ label: 'frequency', unit: 'count', value: 11 }] },
    },
  ],
  select: { table: 'members', column: 'cluster', values: [0] },
  edits: 'edits',
};

const section: ReportSection = {
  title: message('RFM', 'RFM'),
  what: { en: 'Scores customers.', zh: '为顾客打分。' },
  note: '',
  isOld: false,
  warnings: [],
  metrics: [],
  figures: [],
  tables: [],
};

const source = (changed: Partial<ReportSection> = {}, rest: Partial<ReportSource> = {}): ReportSource => ({
  title: 'Know your customers',
  project: 'shop',
  locale: 'en',
  writtenAt: null,
  includeIds: false,
  pictures: {},
  sections: [{ ...section, ...changed }],
  ...rest,
});

const people = {
  label: 'rfm',
  info: info(
    [column('customer_id', 'text', 'customerId'), column('email', 'text', 'contact'), column('monetary', 'number')],
    4338,
  ),
  rows: [
    ['12346', 'a@example.com', 77183.6],
    ['12347', 'b@example.com', 4310],
    ['12346', 'a@example.com', 5],
  ],
};

describe('a report', () => {
  it('is the same each time', () => {
    const figures = [{ figure: bars, points: null }];
    expect(writeReport(source({ figures }), 'draw()')).toBe(writeReport(source({ figures }), 'draw()'));
  });
  it('may run the script it carries and load nothing', () => {
    const page = writeReport(source(), 'const end = "</script><!--";');
    const policy = /content="([^"]+)"/.exec(page)?.[1]?.replaceAll('&#39;', "'") ?? '';
    const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(script).toBe('const end = "<\\/script><\\!--";');
    expect(policy).toContain(`script-src ${hash(script)};`);
    expect(policy).toContain(hash(style));
    expect(policy).toContain("default-src 'none'");
    expect(page).not.toMatch(/(?:src|href)="(?!#)/);
  });
  it('shows the picture of a product before its name, and before its id where it has no name', () => {
    const picture = 'data:image/webp;base64,AAAA';
    const named = [column('item_id', 'text', 'itemId'), column('item_name', 'text', 'itemName')];
    const table = (columns: ColumnInfo[]) => ({ label: 'shown', info: info(columns, 2), rows: [['A', '<i>Mug'], ['B', 'Bag']] }); // prettier-ignore
    const pictures = { A: picture, constructor: 'no' };
    const page = (columns: ColumnInfo[]): string =>
      writeReport(source({ tables: [table(columns)] }, { pictures }), null);
    const pictured = (name: string): string =>
      `<span class="named"><img class="pic" src="${picture}" alt="" />${name}</span>`;
    expect(page(named)).toContain(`<td>A</td><td>${pictured('&lt;i&gt;Mug')}</td>`);
    expect(page(named)).toContain('<td>B</td><td>Bag</td>');
    expect(page([named[0]!, column('note', 'text')])).toContain(`<td>${pictured('A')}</td><td>&lt;i&gt;Mug</td>`);
  });
  it('shows the numbers of each figure, so that it can be read without its script', () => {
    const page = writeReport(source({ figures: [{ figure: bars, points: null }] }), null);
    expect(page).toContain('<details open>');
    expect(page).toContain('<td>&lt;b&gt;Mug&lt;/b&gt;</td><td class="n">£1,200</td>');
    expect(page).not.toContain('<script');
  });
  it('carries the figures for its script', () => {
    const page = writeReport(source({ figures: [{ figure: bars, points: null }] }), 'draw()');
    const data = JSON.parse(/id="clientele-figures">([^<]+)</.exec(page)?.[1] ?? '{}') as {
      figures: Record<string, string>;
    };
    expect(page).toContain('data-figure="f1"');
    expect(decodeBundle(Buffer.from(data.figures.f1 ?? '', 'base64'))).toEqual({ figure: bars, points: null });
  });
  it('numbers customers and leaves out what says who they are', () => {
    const page = writeReport(source({ tables: [people] }), null);
    expect(page).not.toMatch(/12346|12347|example\.com|customer_id<\/td>/);
    expect([...page.matchAll(/<td>(Customer \d)<\/td>/g)].map(([, name]) => name)).toEqual([
      'Customer 1',
      'Customer 2',
      'Customer 1',
    ]);
    expect(page).toContain('The first 3 of 4,338 rows.');
    expect(page).toContain('their ids are not in this file');
  });
  it('gives ids where they were asked for', () => {
    const page = writeReport(source({ tables: [people] }, { includeIds: true }), null);
    expect(page).toContain('<td>12346</td><td>a@example.com</td>');
    expect(page).not.toContain('their ids are not in this file');
  });
  it('numbers customers in figures as in tables', () => {
    const figure: BarsFigure = {
      ...bars,
      categories: ['12347', '12346'],
      select: { table: 'rfm', column: 'customer_id', values: ['12347', '12346'] },
    };
    const page = writeReport(source({ tables: [people], figures: [{ figure, points: null }] }), 'draw()');
    const data = JSON.parse(/id="clientele-figures">([^<]+)</.exec(page)?.[1] ?? '{}') as {
      figures: Record<string, string>;
    };
    expect(page).toContain('<td>Customer 1</td><td class="n">£1,200</td>');
    expect(Buffer.from(data.figures.f1 ?? '', 'base64').toString('latin1')).not.toContain('12347');
  });
  it('shows personas as cards in the reader’s language, and not their tables again', () => {
    const columns = ['cluster', 'size', 'name_en', 'text_en', 'text_zh'].map((name) => column(name, 'text'));
    const tables = [
      { label: 'personas', info: info(columns, 1), rows: [['0', '9', 'Regulars', 'They come.', '每月都来。']] },
    ];
    const page = writeReport(source({ tables, figures: [{ figure: cards, points: null }] }, { locale: 'zh' }), null);
    const plain = page.replace(/>\s+/g, '>').replace(/\s+</g, '<');
    expect(plain).toContain('<h3>常客</h3><p class="hint">1,158 位顾客</p>');
    expect(plain).toContain('<li><span>&lt;我的话&gt;</span><span class="num"><b>12</b>');
    expect(plain).not.toMatch(/They come|每月都来|Hidden|12347|data-figure/);
    expect(plain).toContain('<p class="who">顾客 1</p>');
    expect(page).toContain('<html lang="zh-CN">');
    expect(writeReport(source({ tables }), null)).toContain('They come.');
  });
  it('shows of columns in both languages the reader’s alone', () => {
    const columns = ['rank', 'reason_en', 'reason_zh', 'zone_en'].map((name) => column(name, 'text'));
    const tables = [{ label: 'list', info: info(columns, 1), rows: [['1', 'Often together', '常一起买', 'CET']] }];
    const page = writeReport(source({ tables }, { locale: 'zh' }), null);
    expect(page).toContain('<td>1</td><td>常一起买</td><td>CET</td>');
    expect(page).not.toContain('Often together');
  });
  it('turns the numbers of a figure that are wider than a page', () => {
    const products = Array.from({ length: 20 }, (_, i) => `Mug ${i}`);
    const figure: HeatmapFigure = {
      kind: 'heatmap',
      title: message('Mugs', '马克杯'),
      summary: message('Mugs', '马克杯'),
      columns: products,
      rows: ['Cluster 0', 'Cluster 1'],
      value: { label: message('Share', '占比'), unit: 'share' },
      values: Float64Array.from({ length: 40 }, (_, i) => i / 100),
      diverging: false,
    };
    const page = writeReport(source({ figures: [{ figure, points: null }] }), null);
    expect(page.match(/<th /g)).toHaveLength(3);
    expect(page).toContain('<td>Mug 19</td><td class="n">19%</td><td class="n">39%</td>');
  });
  it('counts sections with a title, and lets a note without one open a chapter', () => {
    const note = { ...section, title: '', what: null, note: '## Who buys alike?' };
    const sections = [note, section, note, section, section, section];
    const page = writeReport(source({}, { sections }), null);
    expect([...page.matchAll(/<li value="(\d)">/g)].map(([, number]) => number)).toEqual(['1', '2', '3', '4']);
    expect(page).toContain('<h2>Who buys alike?</h2>');
  });
  it('writes chances too small to count without their zeros', () => {
    const columns = [column('p', 'number')];
    const page = writeReport(
      source({ tables: [{ label: 'facts', info: info(columns, 1), rows: [[2.34e-52]] }] }),
      null,
    );
    expect(page).toContain('<td class="n">2.3E-52</td>');
  });
  it('sums up a scatter by its groups', () => {
    const figure: ScatterFigure = {
      kind: 'scatter',
      title: message('Two groups', '两组'),
      summary: message('Two groups', '两组'),
      table: 'clusters',
      x: { column: 'x', label: 'X' },
      y: { column: 'y', label: 'Y' },
      color: { column: 'cluster', as: 'cluster', label: 'Cluster' },
    };
    const points = {
      nRows: 1000,
      rows: Int32Array.of(0, 1, 2),
      x: Float32Array.of(1, 3, 5),
      y: Float32Array.of(2, 4, 6),
      color: Float32Array.of(0, 0, 1),
      categories: ['0', '1'],
      selected: null,
      sampleSeed: 7,
      density: null,
      window: null,
      range: null,
    };
    const page = writeReport(source({ figures: [{ figure, points }] }), null);
    expect(page).toContain('<td>0</td><td class="n">2</td><td class="n">2</td><td class="n">3</td>');
    expect(page).toContain('3 of 1,000 rows drawn, at random, seed 7.');
  });
  it('escapes every name', () => {
    const page = writeReport(
      source(
        { title: '<img src=x onerror=alert(1)>', note: '<script>alert(1)</script>' },
        { title: '</title><script>' },
      ),
      null,
    );
    expect(page).not.toMatch(/<img|<script/);
  });
});

describe('notes', () => {
  it('become headings, lists, quotes, code and links', () => {
    const markdown =
      '# One\n\nSome **bold** and *slanted* `a*b*`\nsecond line\n\n- x\n- y\n\n1. z\n\n> said\n\n```\n<b>\n```\n[site](https://example.org/a?b=1&c=2)';
    expect(markdownHtml(markdown).markup).toBe(
      [
        '<h3>One</h3>',
        '<p>Some <strong>bold</strong> and <em>slanted</em> <code>a*b*</code><br>second line</p>',
        '<ul><li>x</li><li>y</li></ul>',
        '<ol><li>z</li></ol>',
        '<blockquote><p>said</p></blockquote>',
        '<pre><code>&lt;b&gt;</code></pre>',
        '<p><a href="https://example.org/a?b=1&amp;c=2" rel="noreferrer">site</a></p>',
      ].join('\n'),
    );
  });
  it('link nowhere else than to the web and to mail', () => {
    expect(markdownHtml('[x](javascript:alert(1)) [y](file:///etc/passwd)').markup).not.toContain('<a');
  });
  it('end, whatever they hold', () => {
    for (const text of ['#', '```', '-', '>', '#no heading', '   x', '**', '*a', '\u0000' + '0\u0000'])
      expect(markdownHtml(text).markup).toMatch(/^<[\s\S]*>$|^$/);
  });
});

describe('a sheet of cards', () => {
  const two: CardsFigure = {
    ...cards,
    cards: [cards.cards[0]!, { ...cards.cards[0]!, cluster: '1', own: '一'.repeat(300) }],
  };
  const sheet = (onePerPage: boolean, rest: Partial<ReportSource> = {}): string =>
    writeSheet(source({}, rest), two, { onePerPage, isOld: false });
  const count = (page: string, part: string): number => page.split(part).length - 1;

  it('is a page a card, or all of them on as many as they need', () => {
    expect(count(sheet(true), '<section class="sheet">')).toBe(2);
    expect(count(sheet(false), '<section class="sheet')).toBe(1);
    expect(count(sheet(false), '<article')).toBe(2);
  });
  it('runs nothing, loads nothing, and names nobody unless asked', () => {
    const page = sheet(true);
    expect(page).toContain('default-src &#39;none&#39;; script-src &#39;none&#39;');
    expect(page).not.toMatch(/<script|https?:|12347|Hidden/);
    expect(page).toContain('Customer 1');
    expect(sheet(true, { includeIds: true })).toContain('12347');
  });
  it('says where something it rests on has changed since', () => {
    const old = 'Something above was changed after this was computed.';
    expect(sheet(true)).not.toContain(old);
    expect(writeSheet(source(), two, { onePerPage: true, isOld: true })).toContain(old);
  });
  it('allows its own style alone', () => {
    const page = sheet(true);
    const style = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '';
    expect(page).toContain(createHash('sha256').update(style).digest('base64'));
  });
});
