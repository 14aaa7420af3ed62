import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A host on this machine that stands for the internet: it answers everything and counts who came. */
export interface ForeignHost {
  readonly url: string;
  readonly visits: readonly string[];
  close(): Promise<void>;
}

/** Starts it on loopback, which a network namespace without a network still has. */
export async function startForeignHost(): Promise<ForeignHost> {
  const visits: string[] = [];
  const server = http.createServer((request, response) => {
    visits.push(request.url ?? '');
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' });
    response.end('globalThis.foreignScriptRan = true;');
  });
  server.on('upgrade', (request, socket) => {
    visits.push(request.url ?? '');
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    visits,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
