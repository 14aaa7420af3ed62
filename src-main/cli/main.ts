import { ClienteleError } from '../contract/errors.ts';
import { readArguments, requireKnownFlags, type Arguments } from './flags.ts';
import { printError, terminalLocale, type Printer } from './print.ts';

/** A command of `clientele`. */
export interface Command {
  readonly usage: string;
  run(given: Arguments, printer: Printer): Promise<void>;
}

/** Commands are loaded when called: `clientele --help` starts no engine. */
const COMMANDS: Readonly<Record<string, () => Promise<{ command: Command }>>> = {
  new: () => import('./commands/new.ts'),
  import: () => import('./commands/import.ts'),
  steps: () => import('./commands/steps.ts'),
  add: () => import('./commands/add.ts'),
  run: () => import('./commands/run.ts'),
  score: () => import('./commands/score.ts'),
  models: () => import('./commands/models.ts'),
  query: () => import('./commands/query.ts'),
  export: () => import('./commands/export.ts'),
  report: () => import('./commands/report.ts'),
  template: () => import('./commands/template.ts'),
  sample: () => import('./commands/sample.ts'),
  serve: () => import('./commands/serve.ts'),
  doctor: () => import('./commands/doctor.ts'),
};

/** Exit codes: 0 done, 1 failed for a foreseen reason, 2 wrong usage, 3 a defect of ours, 130 cancelled. */
function exitCode(thrown: unknown): number {
  if (!(thrown instanceof ClienteleError)) return 3;
  if (thrown.code === 'cancelled') return 130;
  return thrown.code === 'bad-input' || thrown.code === 'bad-parameter' ? 2 : 1;
}

async function usage(): Promise<string> {
  const lines = await Promise.all(Object.values(COMMANDS).map(async (load) => `  ${(await load()).command.usage}`));
  return ['clientele <command>', '', ...lines, '', 'Every command takes --json.'].join('\n');
}

async function main(argv: readonly string[]): Promise<number> {
  const printer: Printer = { json: argv.includes('--json'), locale: terminalLocale() };
  const [name, ...rest] = argv;
  try {
    const load = name === undefined ? undefined : COMMANDS[name];
    if (!load) {
      const help = await usage();
      if (name === undefined || name === '--help' || name === 'help') {
        process.stdout.write(`${help}\n`);
        return 0;
      }
      throw new ClienteleError('bad-input', { detail: `there is no command “${name}”\n\n${help}` });
    }
    const { command } = await load();
    const given = readArguments(rest);
    requireKnownFlags(given, command.usage);
    if (given.flags.help) process.stdout.write(`clientele ${command.usage}\n`);
    else await command.run(given, printer);
    return 0;
  } catch (thrown) {
    printError(printer, thrown);
    return exitCode(thrown);
  }
}

// Whoever reads us may have enough before we end, such as `head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await main(process.argv.slice(2));
