import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { startEngineProcess } from './storage/engine-client.ts';

/** Longer than an HTTP server of Node lets a connection be idle. */
const IDLE_MS = 7000;

const BODY = '{}';
const REQUEST = [
  'POST /engine/call/engine.info HTTP/1.1',
  'host: engine',
  'content-type: application/json',
  `content-length: ${BODY.length}`,
  '',
  BODY,
].join('\r\n');

it('answers on a connection that was idle for long: what closes it could cut the next request', async () => {
  const engine = await startEngineProcess('engine');
  const connection = net.connect(engine.socketPath).setEncoding('utf8');
  const ask = async (): Promise<string> => {
    connection.write(REQUEST);
    const [answer] = (await once(connection, 'data')) as [string];
    return answer;
  };
  expect(await ask()).toMatch(/^HTTP\/1.1 200 /);
  await pause(IDLE_MS);
  expect(await ask()).toMatch(/^HTTP\/1.1 200 /);
  connection.destroy();
}, 30_000);
