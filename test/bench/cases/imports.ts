import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { connect } from '../../../src-main/cli/client.ts';
import { datasetPath } from '../../datasets.ts';
import { defineCase, prepared, type BenchCase } from '../harness/case.ts';
import { importFile } from '../harness/engine.ts';
import { writeInteractions } from '../interactions-file.ts';

interface ImportShape {
  readonly file: 'online-retail' | 'interactions';
  /** How many rows are written into `interactions`. */
  readonly rows: number;
  /** When the time ends: the dataset can be used, or SQL can read every row. */
  readonly until: 'ready' | 'sql';
  /** Columns whose means, distinct values and first date both sides must agree on. */
  readonly numbers: string;
  readonly texts: string;
  readonly date: string;
  readonly [name: string]: string | number;
}

const SEED = 14;
const ONLINE_RETAIL = 'online-retail.csv.gz';

const retail = (until: ImportShape['until']): ImportShape => ({
  file: 'online-retail',
  rows: 541_909,
  until,
  numbers: 'Quantity,UnitPrice',
  texts: 'InvoiceNo,StockCode,Country',
  date: 'InvoiceDate',
});

const importCase = (definition: Pick<BenchCase<ImportShape>, 'name' | 'title' | 'bar' | 'aim' | 'shape' | 'growth'>) =>
  defineCase<ImportShape>({
    ...definition,
    script: 'imports',
    reference: 'pandas read_csv + to_sql',
    needs: ONLINE_RETAIL,
    tolerance: 1e-9,
    make({ file, rows }, folder) {
      const csv = path.join(folder, 'data.csv');
      if (file === 'interactions') writeInteractions(csv, rows, SEED);
      else fs.writeFileSync(csv, gunzipSync(fs.readFileSync(datasetPath(ONLINE_RETAIL))));
    },
    async prepare({ shape: { until, numbers, texts, date }, folder, scratch, pool }) {
      const client = await connect(null, { threads: pool.threads });
      const project = (n: number): string => path.join(scratch, `${n}.clientele`);
      let nProjects = 0;
      return prepared({
        async before() {
          await client.call('project.create', { path: project(++nProjects) });
          fs.rmSync(project(nProjects - 1), { force: true });
        },
        async run() {
          const datasetId = await importFile(client, path.join(folder, 'data.csv'), 'orders');
          const profile = await client.call('table.profile', { ref: { from: 'dataset', datasetId } });
          if (until === 'sql') await client.call('sql.ready', {});
          return profile;
        },
        // What is written behind a dataset that is ready must not slow the reference's turn.
        after: async () => void (await client.call('sql.ready', {})),
        check(profile) {
          const of = (name: string) => profile.find(({ column }) => column.name === name);
          return Object.fromEntries([
            ['rows', profile[0]?.nRows ?? 0],
            ...numbers.split(',').map((name) => [`mean of ${name}`, of(name)?.mean ?? NaN]),
            ...texts.split(',').map((name) => [`distinct ${name}`, of(name)?.nDistinct ?? NaN]),
            [`first ${date}`, of(date)?.quantiles?.min ?? NaN],
          ]) as Record<string, number>;
        },
        close: () => client.close(),
      });
    },
  });

export const importReady = importCase({
  name: 'import',
  title: 'import Online Retail CSV (541,909 rows) to a typed, profiled dataset ready to use',
  bar: 0.9,
  aim: 0.6,
  shape: retail('ready'),
  growth: {
    title: 'import interactions, four columns, ready to use',
    shapeAt: (rows) => ({
      file: 'interactions',
      rows,
      until: 'ready',
      numbers: 'amount',
      texts: 'user_id,item_id',
      date: 'time',
    }),
  },
});

export const importSql = importCase({
  name: 'import-sql',
  title: 'the same until every row is in SQLite',
  bar: 1.5,
  aim: 1,
  shape: retail('sql'),
});
