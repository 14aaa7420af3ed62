import { fork } from 'node:child_process';
import { program } from '../program.ts';

/**
 * A process that plays the window's main process: it starts the engine, holds its other end, and is killed. Everything
 * the engine says goes on to the test, with the engine's process id.
 */
const engine = fork(program('engine'), [], { execArgv: [] });
engine.on('message', (said: object) => process.send?.({ ...said, enginePid: engine.pid }));
process.on('disconnect', () => process.exit());
