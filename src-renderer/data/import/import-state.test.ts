import { describe, expect, it } from 'vitest';
import type { ImportColumn, ImportPreview } from '../../../src-main/contract/import.ts';
import { baseName } from '../../ui/base-name.ts';
import {
  freeName,
  isUnsure,
  nameProblem,
  NO_CHOICES,
  planOf,
  questionsFor,
  readAs,
  sayOfColumn,
  typeChange,
  wordsOf,
} from './import-state.ts';

const column = (source: string, changed: Partial<ImportColumn> = {}): ImportColumn => ({
  source,
  name: source,
  type: 'text',
  role: null,
  unit: null,
  dateOrder: null,
  decimal: null,
  missingWords: null,
  include: true,
  guessed: true,
  ...changed,
});

const preview = (columns: ImportColumn[], changed: Partial<ImportPreview> = {}): ImportPreview => ({
  plan: {
    sources: [{ path: '/data/orders.csv', differs: {} }],
    format: 'csv',
    table: null,
    encoding: 'utf-8',
    delimiter: ',',
    quote: '"',
    header: true,
    skipLines: 0,
    layout: 'rows',
    decimal: '.',
    missingWords: [],
    shortRows: 'fill',
    columns,
    currency: null,
    entity: 'none',
    target: { mode: 'new', name: 'orders' },
  },
  rows: [],
  rejects: [],
  columns: columns.map(() => ({
    nMissing: 0,
    nDistinct: 1,
    examples: [],
    typeReason: { code: 't', text: { en: '', zh: '' } },
    roleReason: null,
    confidence: 0.9,
  })),
  nSampled: 10,
  tables: [],
  tableRole: 'plain',
  warnings: [],
  bytes: 100,
  ...changed,
});

describe('questions', () => {
  it('ask for a currency only where there is money', () => {
    expect(questionsFor(preview([column('a')]))).toEqual(['reading', 'columns', 'target']);
    expect(questionsFor(preview([column('p', { type: 'number', unit: 'money' })]))).toContain('money');
    expect(questionsFor(preview([column('p', { type: 'number', unit: 'money', include: false })]))).not.toContain(
      'money',
    );
  });
  it('mark what the proposal could not answer by itself', () => {
    const money = preview([column('p', { type: 'number', unit: 'money', role: 'price' })]);
    expect(isUnsure('money', money, money.plan)).toBe(true);
    expect(isUnsure('money', money, { ...money.plan, currency: 'GBP' })).toBe(false);
    const vague = preview([column('c', { role: 'customerId' })], {
      columns: [{ ...money.columns[0]!, confidence: 0.4 }],
    });
    expect(isUnsure('columns', vague, vague.plan)).toBe(true);
    expect(isUnsure('columns', vague, { ...vague.plan, columns: [column('c')] })).toBe(false);
  });
});

describe('choices', () => {
  it('gather what was said of each column', () => {
    const once = sayOfColumn({}, 'a', { role: 'customerId' });
    const twice = sayOfColumn(sayOfColumn(once, 'b', { include: false }), 'a', { type: 'text' });
    expect(twice.columns).toEqual([
      { source: 'a', role: 'customerId', type: 'text' },
      { source: 'b', include: false },
    ]);
  });
  it('keep them while the columns are the same, and drop them when the file is read otherwise', () => {
    const said = sayOfColumn({ missingWords: ['NA'] }, 'a', { role: 'customerId' });
    expect(readAs(said, { decimal: ',' })).toEqual({ ...said, decimal: ',' });
    expect(readAs(said, { delimiter: ';' })).toEqual({ missingWords: ['NA'], delimiter: ';' });
  });
  it('give a date its order and take units from what is no number', () => {
    expect(typeChange(column('a', { unit: 'money' }), 'date')).toEqual({
      type: 'date',
      dateOrder: 'ymd',
      unit: null,
      guessed: false,
    });
    expect(typeChange(column('a', { dateOrder: 'mdy' }), 'date').dateOrder).toBe('mdy');
  });
  it('become the plan, the proposal standing where nothing was said', () => {
    const seen = preview([column('a')]);
    expect(planOf(seen, NO_CHOICES, [])).toEqual(seen.plan);
    expect(planOf(seen, NO_CHOICES, [{ name: 'Orders' }]).target).toEqual({ mode: 'new', name: 'orders_2' });
    const target = { mode: 'append' as const, datasetId: 'd1' };
    expect(planOf(seen, { options: {}, currency: 'EUR', entity: 'order', target }, [])).toMatchObject({
      currency: 'EUR',
      entity: 'order',
      target,
    });
  });
});

describe('names and words', () => {
  it('are checked before anything runs', () => {
    expect(nameProblem('orders 2011', [])).toBe('bad');
    expect(nameProblem('订单', [])).toBeNull();
    expect(nameProblem('ORDERS', [{ name: 'orders' }])).toBe('taken');
    expect(freeName('a', [{ name: 'a' }, { name: 'a_2' }])).toBe('a_3');
  });
  it('are read as people write them', () => {
    expect(wordsOf('  NA  n/a NA ')).toEqual(['NA', 'n/a']);
    expect([baseName('/data/a b.csv'), baseName('C:\\shop\\订单.xlsx')]).toEqual(['a b.csv', '订单.xlsx']);
  });
});
