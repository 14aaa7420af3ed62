import { Worker } from 'node:worker_threads';
import { ClienteleError } from '../../contract/errors.ts';
import { entryPath } from '../entry.ts';
import { kernelsOf } from './instance.ts';
import { chosenVariant, type Variant } from './variant.ts';
import { blocks, type BlockKernel, type KernelName, type KernelResult, type KernelShared } from './blocks.ts';
import { endTeam, followTeam, leadLoop, teamMemory, type TeamMemory } from './team.ts';

/** Runs a loop in blocks; the blocks and the order in which results are combined do not depend on the number of threads. */
export interface BlockPool {
  readonly threads: number;
  /** How its loops compute. */
  readonly variant: Variant;
  /**
   * Calls a block function over [0, n) in blocks of fixed size.
   *
   * @param kernel the name of a function in `kernels/blocks.ts`.
   * @param shared arrays in shared memory and plain values that every block sees; blocks write to disjoint places.
   * @returns what each block returned, in block order.
   * @throws cancelled
   */
  run<K extends KernelName>(
    kernel: K,
    n: number,
    blockSize: number,
    shared: KernelShared<K>,
  ): Promise<KernelResult<K>[]>;
  /**
   * Leads other threads through loops so short that a message for each would take longer than they do.
   *
   * @param kernel called for one task at a time, as [task, task + 1); what it returns is dropped.
   * @param mostTasks of any loop; other threads are asked only where there are several.
   * @param shared seen by all threads; what changes from loop to loop stands in shared memory, and tasks of one loop write to disjoint
   *   places there.
   * @param work runs on the caller's thread without waiting for anything; where it calls `loop(n)`, tasks [0, n) are done on return.
   * @throws cancelled
   */
  lead<K extends KernelName, T>(
    kernel: K,
    mostTasks: number,
    shared: KernelShared<K>,
    work: (loop: (n: number) => void) => T,
  ): Promise<T>;
}

/** A pool whose owner ends its threads and says what cancels its work. */
export interface ClosablePool extends BlockPool {
  /** From now on the work stops once `flag[0]` is not 0. */
  cancelWith(flag: Int32Array<SharedArrayBuffer>): void;
  close(): void;
}

/** What a block thread is asked to do: take blocks from a shared counter until none is left. */
export interface BlockOrder {
  readonly kernel: KernelName;
  readonly n: number;
  readonly blockSize: number;
  readonly shared: unknown;
  readonly variant: Variant;
  /** [0] the next block to take, [1] not 0 to stop. */
  readonly control: Int32Array<SharedArrayBuffer>;
}

/** What a block thread is asked to do: follow one that leads through many loops. */
export interface TeamOrder extends Pick<BlockOrder, 'kernel' | 'shared' | 'variant'> {
  readonly team: TeamMemory;
}

/** A thread's results: block numbers with what each gave, or why it failed. */
export type BlockReply = { readonly results: readonly (readonly [number, unknown])[] } | { readonly failed: string };

const neverCancelled = new Int32Array(new SharedArrayBuffer(4));

/** Takes blocks from the counter and runs them, until none is left or the work is cancelled. */
export function takeBlocks(
  { kernel, n, blockSize, shared, variant, control }: BlockOrder,
  cancel: Int32Array<SharedArrayBuffer>,
): (readonly [number, unknown])[] {
  const run = blocks[kernel] as BlockKernel<unknown, unknown>;
  const kernels = kernelsOf(variant);
  const results: (readonly [number, unknown])[] = [];
  for (;;) {
    const block = Atomics.add(control, 0, 1);
    const start = block * blockSize;
    if (start >= n || Atomics.load(control, 1) !== 0 || Atomics.load(cancel, 0) !== 0) return results;
    results.push([block, run(start, Math.min(n, start + blockSize), shared, kernels)]);
  }
}

function taskOf({ kernel, shared, variant }: TeamOrder): (task: number) => void {
  const run = blocks[kernel] as BlockKernel<unknown, unknown>;
  const kernels = kernelsOf(variant);
  return (task) => void run(task, task + 1, shared, kernels);
}

/** Does tasks of a team until its leader ends it. */
export function follow(order: TeamOrder): void {
  followTeam(order.team, taskOf(order));
}

/** One more thread than this is used only where there are that many blocks. */
const LEAST_BLOCKS_FOR_THREADS = 2;

/**
 * @param threads all told, the caller's own among them; 1 runs everything inline.
 * @param variant how its loops compute; the fastest that this machine runs, or the one that the environment forces.
 */
export function createPool(threads: number, variant: Variant = chosenVariant()): ClosablePool {
  const workers: Worker[] = [];
  let cancel = neverCancelled;

  /** A block thread's share of the work. */
  function ask(worker: Worker, order: BlockOrder | TeamOrder): Promise<readonly (readonly [number, unknown])[]> {
    return new Promise((resolve, reject) => {
      const done = (): void => {
        worker.removeAllListeners('message');
        worker.removeAllListeners('error');
        worker.unref();
      };
      worker.ref();
      worker.once('message', (reply: BlockReply) => {
        done();
        if ('failed' in reply) reject(new Error(reply.failed));
        else resolve(reply.results);
      });
      worker.once('error', (error: Error) => {
        done();
        // A thread that died answers nobody any more; the next loop starts another.
        workers.splice(workers.indexOf(worker), 1);
        reject(error);
      });
      worker.postMessage(order);
    });
  }

  /** What so many threads beside this one answer to an order. */
  function askHelpers(
    helpers: number,
    order: BlockOrder | TeamOrder,
  ): Promise<PromiseSettledResult<readonly (readonly [number, unknown])[]>[]> {
    while (workers.length < helpers) {
      const worker = new Worker(entryPath('kernels/block-thread'));
      worker.unref();
      workers.push(worker);
    }
    return Promise.allSettled(workers.slice(0, helpers).map((worker) => ask(worker, order)));
  }

  /** Runs all blocks; whatever happens, no thread is still at work when this settles. */
  async function runBlocks(order: BlockOrder): Promise<(readonly [number, unknown])[]> {
    const nBlocks = Math.ceil(order.n / order.blockSize);
    const helpers = nBlocks < LEAST_BLOCKS_FOR_THREADS ? 0 : Math.min(threads, nBlocks) - 1;
    const asked = askHelpers(helpers, order);
    let own: (readonly [number, unknown])[] = [];
    try {
      own = takeBlocks(order, cancel);
      if (Atomics.load(cancel, 0) !== 0) Atomics.store(order.control, 1, 1);
    } catch (error) {
      Atomics.store(order.control, 1, 1);
      await asked;
      throw error;
    }
    const replies = await asked;
    const failed = replies.find((reply) => reply.status === 'rejected');
    if (failed) throw failed.reason as Error;
    return [own, ...replies.map((reply) => (reply.status === 'fulfilled' ? reply.value : []))].flat();
  }

  /** Does the work with all threads; whatever happens, none is still at it when this settles. */
  async function runTeam<T>(order: TeamOrder, mostTasks: number, work: (loop: (n: number) => void) => T): Promise<T> {
    const run = taskOf(order);
    const isCancelled = (): boolean => Atomics.load(cancel, 0) !== 0;
    const asked = askHelpers(Math.min(threads, mostTasks) - 1, order);
    const loop = (n: number): void => {
      if (isCancelled() || !leadLoop(order.team, n, run, isCancelled)) throw new ClienteleError('cancelled');
    };
    const [own] = await Promise.allSettled([new Promise<T>((resolve) => resolve(work(loop)))]);
    endTeam(order.team);
    // What a thread failed with says more than that the work could not go on without it.
    const failed = [...(await asked), own].find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason as Error;
    return (own as PromiseFulfilledResult<T>).value;
  }

  let last: Promise<unknown> = Promise.resolve();

  return {
    threads,
    variant,
    cancelWith(flag) {
      cancel = flag;
    },
    async run(kernel, n, blockSize, shared) {
      const control = new Int32Array(new SharedArrayBuffer(8));
      const order: BlockOrder = { kernel, n, blockSize, shared, variant, control };
      // One loop at a time: a thread has one caller to answer.
      const all = last.then(() => runBlocks(order));
      last = all.catch(() => undefined);
      const results = new Array<never>(Math.ceil(n / blockSize));
      for (const [block, result] of await all) results[block] = result as never;
      if (Atomics.load(cancel, 0) !== 0) throw new ClienteleError('cancelled');
      return results;
    },
    lead(kernel, mostTasks, shared, work) {
      const order: TeamOrder = { kernel, shared, variant, team: teamMemory() };
      const all = last.then(() => runTeam(order, mostTasks, work));
      last = all.catch(() => undefined);
      return all;
    },
    close() {
      for (const worker of workers.splice(0)) void worker.terminate();
    },
  };
}
