import { describe, expect, it } from 'vitest';
import { codesOf, textAt, type Column } from '../../src-main/engine/table/column.ts';
import { numberAt, type Table } from '../../src-main/engine/table/table.ts';
import { datasetPath, describeWithDatasets } from '../datasets.ts';
import { importAll } from './import-harness.ts';

async function tableOf(name: string): Promise<Table> {
  const { table, rejects } = await importAll([datasetPath(name)]);
  expect(rejects.nRows, `rejects of ${name}`).toBe(0);
  return table;
}

const texts = (table: Table, name: string): number => {
  const { codes, dictionary } = codesOf(table.text(name));
  return new Set([...codes].flatMap((code) => dictionary[code] ?? [])).size;
};
const missing = (column: Column): number =>
  Array.from({ length: column.length }, (_, row) => row).filter(
    (row) => ((column.nulls?.[row >> 3] ?? 0) >> (row & 7)) & 1,
  ).length;
const numbers = (table: Table, name: string): Float64Array =>
  Float64Array.from({ length: table.nRows }, (_, row) => numberAt(table.number(name), row));
const sum = (values: Float64Array): number => values.reduce((a, b) => a + (Number.isNaN(b) ? 0 : b), 0);
const mean = (table: Table, name: string): number => sum(numbers(table, name)) / table.nRows;
const counts = (table: Table, name: string): Record<string, number> => {
  const column = table.column(name);
  const tally: Record<string, number> = {};
  for (let row = 0; row < table.nRows; row++) {
    const value = column.type === 'text' ? (textAt(column, row) ?? '') : String(column.values[row]);
    tally[value] = (tally[value] ?? 0) + 1;
  }
  return tally;
};

describeWithDatasets('the control totals of Online Retail', ['online-retail.csv.gz'], () => {
  it('come out of the import', async () => {
    const { table, rejects, preview } = await importAll([datasetPath('online-retail.csv.gz')]);
    expect([table.nRows, rejects.nRows]).toEqual([541_909, 0]);
    expect(['InvoiceNo', 'CustomerID', 'StockCode', 'Country'].map((name) => texts(table, name))).toEqual([
      25_900, 4372, 4070, 38,
    ]);
    expect([missing(table.text('CustomerID')), missing(table.text('Description'))]).toEqual([135_080, 1454]);
    const [quantity, price] = [numbers(table, 'Quantity'), numbers(table, 'UnitPrice')];
    expect(quantity.reduce((total, value, row) => total + value * price[row]!, 0)).toBeCloseTo(9_747_747.93, 2);
    const times = table.date('InvoiceDate').values;
    const range = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))].map((ms) =>
      new Date(ms).toISOString(),
    );
    expect(range).toEqual(['2010-12-01T08:26:00.000Z', '2011-12-09T12:50:00.000Z']);
    expect(textAt(table.text('CustomerID'), 0)).toBe('17850');
    expect([preview.tableRole, preview.plan.currency, table.entity]).toEqual(['interactions', null, 'none']);
  });
});

describeWithDatasets(
  'control totals of tables',
  [
    'online-shoppers-intention.csv.gz',
    'womens-clothing-reviews.csv.gz',
    'hillstrom-email.csv.gz',
    'telco-churn.csv.gz',
    'cdnow-master.csv.gz',
    'cdnow-sample.csv.gz',
    'cdnow-summary.csv.gz',
    'credit-card-default.csv.gz',
    'pricerunner-offers.csv.gz',
    'fashion-products.csv.gz',
    'wholesale-customers.csv',
    'amazon-buyers-survey.csv.gz',
  ],
  () => {
    it('online-shoppers-intention', async () => {
      const table = await tableOf('online-shoppers-intention.csv.gz');
      expect([table.nRows, table.boolean('Revenue').values.reduce((a, b) => a + b, 0)]).toEqual([12_330, 1908]);
      expect(mean(table, 'ProductRelated')).toBeCloseTo(31.7315, 4);
      expect(mean(table, 'BounceRates')).toBeCloseTo(0.022191, 6);
      expect(mean(table, 'ExitRates')).toBeCloseTo(0.043073, 6);
      expect(mean(table, 'PageValues')).toBeCloseTo(5.889258, 6);
    });
    it('womens-clothing-reviews, with line breaks inside quotes', async () => {
      const table = await tableOf('womens-clothing-reviews.csv.gz');
      expect(table.nRows).toBe(23_486);
      expect(counts(table, 'Rating')).toEqual({ 1: 842, 2: 1565, 3: 2871, 4: 5077, 5: 13_131 });
      expect(sum(numbers(table, 'Recommended IND'))).toBe(19_314);
      expect(missing(table.text('Review Text'))).toBe(845);
      const broken = Array.from({ length: table.nRows }, (_, row) => textAt(table.text('Review Text'), row)).filter(
        (text) => text?.includes('\n'),
      );
      expect(broken.length).toBe(2024);
    });
    it('hillstrom-email', async () => {
      const table = await tableOf('hillstrom-email.csv.gz');
      const arms = {
        'Mens E-Mail': [21_307, 0.18276, 0.012531, 1.42262],
        'Womens E-Mail': [21_387, 0.1514, 0.008837, 1.0772],
        'No E-Mail': [21_306, 0.10617, 0.005726, 0.65279],
      };
      for (const [arm, [n = 0, visit = 0, conversion = 0, spend = 0]] of Object.entries(arms)) {
        const rows = table.filter(
          Uint8Array.from({ length: table.nRows }, (_, row) => (textAt(table.text('segment'), row) === arm ? 1 : 0)),
        );
        expect(rows.nRows).toBe(n);
        expect(mean(rows, 'visit')).toBeCloseTo(visit, 5);
        expect(mean(rows, 'conversion')).toBeCloseTo(conversion, 6);
        expect(mean(rows, 'spend')).toBeCloseTo(spend, 5);
      }
    });
    it('telco-churn, with blank totals', async () => {
      const table = await tableOf('telco-churn.csv.gz');
      expect([
        table.nRows,
        table.boolean('Churn').values.reduce((a, b) => a + b, 0),
        missing(table.number('TotalCharges')),
      ]).toEqual([7043, 1869, 11]);
      expect(table.entity).toBe('customer');
    });
    it('cdnow', async () => {
      const master = await tableOf('cdnow-master.csv.gz');
      expect([master.nRows, texts(master, 'customer_id'), textAt(master.text('customer_id'), 0)]).toEqual([
        69_659,
        23_570,
        '00001',
      ]);
      expect(sum(numbers(master, 'spend'))).toBeCloseTo(2_500_315.63, 2);
      const sample = await tableOf('cdnow-sample.csv.gz');
      expect([sample.nRows, texts(sample, 'master_id')]).toEqual([6919, 2357]);
      expect((await tableOf('cdnow-summary.csv.gz')).nRows).toBe(2357);
    });
    it('credit-card-default, pricerunner-offers, fashion-products, wholesale-customers, amazon-buyers-survey', async () => {
      const credit = await tableOf('credit-card-default.csv.gz');
      expect([credit.nRows, sum(numbers(credit, 'default.payment.next.month'))]).toEqual([30_000, 6636]);
      const offers = await tableOf('pricerunner-offers.csv.gz');
      expect([
        offers.nRows,
        texts(offers, 'Category Label'),
        texts(offers, 'Cluster ID'),
        texts(offers, 'Merchant ID'),
      ]).toEqual([35_311, 10, 13_233, 306]);
      const fashion = await tableOf('fashion-products.csv.gz');
      expect([fashion.nRows, texts(fashion, 'id'), texts(fashion, 'articleType'), fashion.entity]).toEqual([
        44_446,
        44_446,
        143,
        'product',
      ]);
      expect(counts(fashion, 'masterCategory')).toMatchObject({
        Apparel: 21_400,
        Accessories: 11_289,
        Footwear: 9222,
        'Personal Care': 2404,
      });
      expect((await tableOf('wholesale-customers.csv')).nRows).toBe(440);
      expect((await tableOf('amazon-buyers-survey.csv.gz')).nRows).toBe(5027);
    });
  },
);

describeWithDatasets(
  'control totals of lists, ratings and Chinese reviews',
  [
    'gowalla/train.txt.gz',
    'gowalla/test.txt.gz',
    'gowalla/user_list.txt.gz',
    'movielens-small/ratings.csv.gz',
    'zh-online-shopping-10-cats.csv.gz',
    'zh-waimai-10k.csv.gz',
  ],
  () => {
    it('gowalla, read as pairs', async () => {
      const [train, test] = [await tableOf('gowalla/train.txt.gz'), await tableOf('gowalla/test.txt.gz')];
      expect([train.nRows, test.nRows, train.nRows + test.nRows]).toEqual([810_128, 217_242, 1_027_370]);
      expect([texts(train, 'column_1'), texts(train, 'column_2')]).toEqual([29_858, 40_981]);
      expect((await tableOf('gowalla/user_list.txt.gz')).nRows).toBe(29_858);
      expect((await tableOf('gowalla/item_list.txt.gz')).nRows).toBe(40_981);
    });
    it('movielens-small', async () => {
      const ratings = await tableOf('movielens-small/ratings.csv.gz');
      expect([ratings.nRows, texts(ratings, 'userId'), texts(ratings, 'movieId')]).toEqual([100_836, 610, 9724]);
      expect(mean(ratings, 'rating')).toBeCloseTo(3.501557, 6);
      expect([
        (await tableOf('movielens-small/movies.csv.gz')).nRows,
        (await tableOf('movielens-small/tags.csv.gz')).nRows,
        (await tableOf('movielens-small/links.csv.gz')).nRows,
      ]).toEqual([9742, 3683, 9742]);
    });
    it('Chinese reviews', async () => {
      const shopping = await tableOf('zh-online-shopping-10-cats.csv.gz');
      expect(counts(shopping, 'cat')).toEqual({
        平板: 10_000,
        水果: 10_000,
        洗发水: 10_000,
        衣服: 10_000,
        酒店: 10_000,
        计算机: 3992,
        书籍: 3851,
        手机: 2323,
        蒙牛: 2033,
        热水器: 575,
      });
      expect(counts(shopping, 'label')).toEqual({ 0: 31_046, 1: 31_728 });
      expect(missing(shopping.text('review'))).toBe(1);
      expect(counts(await tableOf('zh-waimai-10k.csv.gz'), 'label')).toEqual({ 0: 7987, 1: 4000 });
    });
  },
);

describe('a data set that is not on this machine', () => {
  it('is named when it is asked for', () => expect(() => datasetPath('nowhere.csv')).toThrow(/nowhere\.csv is not in/));
});
