import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { requireStep, runDefinition } from '../../../src-main/engine/steps/registry.ts';
import { testContext } from '../../../src-main/engine/steps/testing.ts';
import {
  codedTextColumn,
  codesOf,
  dateColumn,
  numberColumn,
  packedTextColumn,
} from '../../../src-main/engine/table/column.ts';
import { numberAt, Table } from '../../../src-main/engine/table/table.ts';
import { importAll } from '../../checks/import-harness.ts';
import { datasetPath } from '../../datasets.ts';
import { defineCase, prepared } from '../harness/case.ts';
import { readArray, writeArray } from '../harness/data.ts';
import { writeInteractions } from '../interactions-file.ts';

const SEED = 15;
const TEXTS = { customer: 'customerId', order: 'orderId', item: 'itemId' } as const;
const NUMBERS = { quantity: 'quantity', price: 'price', amount: 'amount' } as const;

const names = <K extends string>(of: Readonly<Record<K, unknown>>): K[] => Object.keys(of) as K[];

/** The table's own columns alone: which ones there are shows in the files. */
function readTable(folder: string): Table {
  const texts = (name: string): string[] => fs.readFileSync(path.join(folder, `${name}.txt`), 'utf8').split('\n');
  const isThere = (name: string): boolean => fs.existsSync(path.join(folder, `${name}.bin`));
  return new Table(
    [
      ...names(TEXTS)
        .filter(isThere)
        .map((name) => codedTextColumn(name, readArray(folder, name, 'i32'), texts(name), { role: TEXTS[name] })),
      ...names(NUMBERS)
        .filter(isThere)
        .map((name) => numberColumn(name, readArray(folder, name, 'f64'), { role: NUMBERS[name] })),
      dateColumn('time', readArray(folder, 'time', 'f64'), { role: 'time' }),
    ],
    { notProducts: texts('not-products') },
  );
}

/** Writes generated interactions, imports them and lets the file go. */
async function importInteractions(rows: number): Promise<Table> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-bench-'));
  try {
    const file = path.join(scratch, 'interactions.csv');
    writeInteractions(file, rows, SEED);
    return (await importAll([file])).table;
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

/** The same table in fresh objects, so that nothing that an earlier run found out is there. */
const renewed = (table: Table): Table =>
  new Table(
    table.columns.map((column) =>
      column.type === 'text' && column.codes
        ? packedTextColumn(column.name, column.codes, column.offsets.slice(), column.bytes, column)
        : { ...column },
    ),
    table.options(),
  );

const sum = (table: Table, name: string, weigh?: string): number => {
  const [values, weights] = [table.number(name), weigh === undefined ? null : table.number(weigh)];
  let total = 0;
  for (let row = 0; row < table.nRows; row++) {
    const value = numberAt(values, row) * (weights ? numberAt(weights, row) : 1);
    if (!Number.isNaN(value)) total += value;
  }
  return total;
};

const RFM = ['recency', 'frequency', 'monetary'];
const MEASURES = [
  'tenure', 'gap_mean', 'gap_sd', 'gap_ratio', 'trend', 'basket_lines', 'line_quantity', 'basket_value', 'return_rate',
  'diversity',
]; // prettier-ignore

export const features = defineCase({
  name: 'features',
  script: 'features',
  title: 'RFM + behaviour features from 541,909 rows',
  reference: 'pandas',
  bar: 0.5,
  aim: 0.3,
  shape: { dataset: 'online-retail.csv.gz', rows: 541_909 },
  growth: {
    title: 'RFM + behaviour features, ten interactions a customer',
    shapeAt: (rows) => ({ dataset: 'interactions', rows }),
  },
  needs: 'online-retail.csv.gz',
  tolerance: 1e-9,
  async make({ dataset, rows }, folder) {
    const isMade = dataset === 'interactions';
    const table = isMade ? await importInteractions(rows) : (await importAll([datasetPath(dataset)])).table;
    const writeTexts = (name: string, texts: readonly string[]): void => {
      fs.writeFileSync(path.join(folder, `${name}.txt`), texts.join('\n'));
    };
    for (const name of names(TEXTS)) {
      const column = table.findRole(TEXTS[name]);
      if (column?.type !== 'text') continue;
      const { codes, dictionary } = codesOf(column);
      writeArray(folder, name, Int32Array.from(codes));
      writeTexts(name, dictionary);
    }
    for (const name of names(NUMBERS)) {
      const column = table.findRole(NUMBERS[name]);
      if (column?.type === 'number') writeArray(folder, name, Float64Array.from(column.values));
    }
    writeArray(folder, 'time', Float64Array.from(table.dateRole('time').values));
    writeTexts('not-products', table.notProducts);
  },
  prepare({ folder, pool }) {
    const stored = readTable(folder);
    let table = stored;
    const run = async (id: string, output: string): Promise<Table> => {
      const outputs = await runDefinition(requireStep(id), { ...testContext(), pool }, { orders: [table] }, {});
      return outputs[output] as Table;
    };
    return prepared({
      before() {
        table = renewed(stored);
      },
      run: async () => ({
        rfm: await run('features.rfm', 'rfm'),
        behaviour: await run('features.behaviour', 'behaviour'),
      }),
      check: ({ rfm, behaviour }) => ({
        customers: rfm.nRows,
        buyers: behaviour.nRows,
        ...Object.fromEntries(RFM.map((name) => [name, sum(rfm, name)])),
        ...Object.fromEntries(RFM.map((name) => [`${name}_score`, sum(rfm, `${name}_score`, name)])),
        ...Object.fromEntries(
          MEASURES.filter((name) => behaviour.find(name)).map((name) => [name, sum(behaviour, name)]),
        ),
        weekday_3: sum(behaviour, 'weekday_thursday'),
        hour_4: sum(behaviour, 'hour_12_15'),
      }),
    });
  },
});
