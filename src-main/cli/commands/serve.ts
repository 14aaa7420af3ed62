import path from 'node:path';
import { createEngine } from '../../engine/engine.ts';
import { startHost } from '../../host/host.ts';
import { wholeFlag } from '../flags.ts';
import type { Command } from '../main.ts';
import { print } from '../print.ts';

export const command: Command = {
  usage: 'serve [PROJECT] [--port N]',
  async run(given, printer) {
    const port = wholeFlag(given, 'port', 0) ?? 0;
    const engine = createEngine({ program: 'clientele serve', socketPath: null, grants: 'all' });
    try {
      const project = given.words[0];
      if (project) await engine.handlers['project.open']({ path: path.resolve(project) }, new AbortController().signal);
      const host = await startHost(engine, port);
      print(printer, { url: host.url }, () => [host.url]);
      await new Promise<void>((resolve) => {
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
      });
      await host.close();
    } finally {
      await engine.close();
    }
  },
};
