import { numberFormat } from '../../contract/text.ts';
import { connect } from '../client.ts';
import type { Command } from '../main.ts';
import { print } from '../print.ts';

const GB = 1024 ** 3;

export const command: Command = {
  usage: 'doctor',
  async run(_given, printer) {
    const client = await connect(null);
    try {
      const info = await client.call('engine.info', {});
      const gb = (bytes: number): string =>
        `${numberFormat(printer.locale, { maximumFractionDigits: 1 }).format(bytes / GB)} GB`;
      print(printer, info, () => [
        `Clientele   ${info.version}`,
        `Node        ${info.node} (${info.platform})`,
        `SQLite      ${info.sqlite}`,
        `Processor   ${info.cores} cores, ${info.threads} threads in use`,
        `Memory      ${gb(info.memoryBytes)}, of which a job may use ${gb(info.budgetBytes)}`,
      ]);
    } finally {
      await client.close();
    }
  },
};
