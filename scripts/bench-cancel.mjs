#!/usr/bin/env node
// `npm run bench:cancel`: how long each step goes on without looking whether it was cancelled.
import { NODE, ensureInstalled, run } from './ensure.mjs';

ensureInstalled();
process.exit(run(NODE, ['test/bench/cancel-gaps.ts', ...process.argv.slice(2)]));
