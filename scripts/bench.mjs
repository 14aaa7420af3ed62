#!/usr/bin/env node
// `npm run bench`: ours beside the field's references, by test/bench/bench.ts.
import { NODE, ensureInstalled, run } from './ensure.mjs';

ensureInstalled();
process.exit(run(NODE, ['test/bench/bench.ts', ...process.argv.slice(2)]));
