import { MessageChannel, type MessagePort, type Worker } from 'node:worker_threads';

/** Tells a thread to let go of the project that it has open; it answers through the port. */
export interface RestOrder {
  readonly rest: MessagePort;
}

/** A thread that has not answered after so long is at work on something that nobody waits for any more. */
const PATIENCE_MS = 500;

/**
 * Has a thread let go of its project, so that it can read another one: what it has loaded and compiled stays.
 *
 * @returns false where it did not answer; it is then to be ended.
 */
export function restThread(worker: Worker): Promise<boolean> {
  const { port1: here, port2: there } = new MessageChannel();
  return new Promise((resolve) => {
    const end = (hasRested: boolean): void => {
      clearTimeout(timer);
      here.close();
      resolve(hasRested);
    };
    const timer = setTimeout(() => end(false), PATIENCE_MS);
    here.once('message', () => end(true));
    worker.postMessage({ rest: there } satisfies RestOrder, [there]);
  });
}

/** Answers such an order once the project is closed. */
export function answerRest({ rest }: RestOrder, letGo: () => void): void {
  letGo();
  rest.postMessage(null);
}
