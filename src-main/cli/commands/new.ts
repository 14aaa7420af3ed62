import path from 'node:path';
import { connect } from '../client.ts';
import { requiredWord } from '../flags.ts';
import type { Command } from '../main.ts';
import { print } from '../print.ts';

export const command: Command = {
  usage: 'new PROJECT',
  async run(given, printer) {
    const project = path.resolve(requiredWord(given, 0, 'PROJECT'));
    const client = await connect(project, { create: true });
    await client.close();
    print(printer, { project }, () => [project]);
  },
};
