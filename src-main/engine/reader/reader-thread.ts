import { parentPort } from 'node:worker_threads';
import { invariant, toErrorPayload } from '../../contract/errors.ts';
import { cancelSignal } from '../jobs/cancel.ts';
import { openLoader, type Loader } from '../notebook/load.ts';
import { answerRest, type RestOrder } from '../rest-thread.ts';
import { answerQuery } from './answer.ts';
import type { QueryOrder, QueryReply } from './protocol.ts';
import { SelectionCache } from './selection.ts';

invariant(parentPort, 'a reader thread has a parent');
const parent = parentPort;

let open: { path: string; loader: Loader; selections: SelectionCache } | null = null;

function toolsOf(path: string): { loader: Loader; selections: SelectionCache } {
  if (open?.path === path) return open;
  letGo();
  const loader = openLoader(path);
  open = { path, loader, selections: new SelectionCache(loader) };
  return open;
}

function letGo(): void {
  open?.loader.close();
  open = null;
}

parent.on('message', (order: QueryOrder | RestOrder) => {
  if ('rest' in order) {
    answerRest(order, letGo);
    return;
  }
  const { id, projectPath, query, cancel } = order;
  void (async () => {
    let reply: QueryReply;
    try {
      const signal = cancelSignal(cancel);
      signal.throwIfAborted();
      reply = { id, result: await answerQuery(query, { ...toolsOf(projectPath), signal }) };
    } catch (thrown) {
      if (!(thrown instanceof Error && thrown.name === 'ClienteleError')) console.error(thrown);
      reply = { id, error: toErrorPayload(thrown) };
    }
    parent.postMessage(reply);
  })();
});
