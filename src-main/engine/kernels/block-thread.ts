import { parentPort } from 'node:worker_threads';
import { invariant } from '../../contract/errors.ts';
import { follow, takeBlocks, type BlockOrder, type BlockReply, type TeamOrder } from './pool.ts';

invariant(parentPort, 'a block thread has a parent');
const parent = parentPort;

/** The caller's flag stops the caller, which then stops everyone through the order's own control. */
const neverCancelled = new Int32Array(new SharedArrayBuffer(4));

parent.on('message', (order: BlockOrder | TeamOrder) => {
  let reply: BlockReply;
  try {
    if ('team' in order) follow(order);
    reply = { results: 'team' in order ? [] : takeBlocks(order, neverCancelled) };
  } catch (thrown) {
    reply = { failed: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) };
  }
  parent.postMessage(reply);
});
