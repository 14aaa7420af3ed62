import { fork } from 'node:child_process';
import path from 'node:path';

/**
 * A process that plays the window's main process: it starts the engine, holds its other end, and is killed. Everything
 * the engine says goes on to the test, with the engine's process id.
 */
const engine = fork(path.join(import.meta.dirname, '../../../src-main/engine/main.ts'), [], { execArgv: [] });
engine.on('message', (said: object) => process.send?.({ ...said, enginePid: engine.pid }));
process.on('disconnect', () => process.exit());
