#!/usr/bin/env node
// `npm run bench:start` and `npm run bench:window`: builds, finds Electron and a display, then runs one file of test/bench/.
import { underDisplay } from './display.mjs';
import { NODE, ensureBuilt, ensureInstalled, run, say } from './ensure.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

ensureInstalled();
const { describeElectron, electronEnvironment, resolveElectron } = await import('./electron-dist.mjs');

if (!ensureSystemPackages()) process.exit(1);
const electron = await resolveElectron();
say(describeElectron(electron));
ensureBuilt();
const [file = 'test/bench/start.ts', ...words] = process.argv.slice(2);
const [command, args] = underDisplay(NODE, [file, ...words]);
process.exit(run(command, args, { env: electronEnvironment(electron) }));
