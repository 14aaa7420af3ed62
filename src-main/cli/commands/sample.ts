import path from 'node:path';
import { writeShop } from '../../../resources/sample/write-shop.ts';
import { ClienteleError } from '../../contract/errors.ts';
import { requiredFlag, textFlag } from '../flags.ts';
import type { Command } from '../main.ts';
import { print } from '../print.ts';

export const command: Command = {
  usage: 'sample --to FOLDER [--seed N] [--customers N] [--products N]',
  async run(given, printer) {
    const folder = path.resolve(requiredFlag(given, 'to'));
    const names = { seed: 'seed', customers: 'nCustomers', products: 'nProducts' };
    const options = Object.entries(names).flatMap(([flag, name]) => {
      const value = textFlag(given, flag);
      return value === null ? [] : [[name, Number(value || NaN)] as const];
    });
    const counts = await writeShop(folder, Object.fromEntries(options)).catch((thrown: unknown) => {
      throw thrown instanceof RangeError ? new ClienteleError('bad-input', { detail: thrown.message }) : thrown;
    });
    const files = Object.entries(counts).map(([name, nRows]) => ({ file: path.join(folder, `${name}.csv`), nRows }));
    print(printer, files, () => files.map(({ file, nRows }) => `${file}  ${nRows} rows`));
  },
};
