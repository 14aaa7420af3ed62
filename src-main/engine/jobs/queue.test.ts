import { describe, expect, it } from 'vitest';
import { ClienteleError } from '../../contract/errors.ts';
import { unlessCancelled } from './cancel.ts';
import { JobQueue, type JobRequest } from './queue.ts';

/** A queue that keeps how its jobs ended. */
function queueWithEnds(): { queue: JobQueue; ends: [string, string | null][] } {
  const ends: [string, string | null][] = [];
  const finished = (job: { id: string }, error: { code: string } | null): void =>
    void ends.push([job.id, error?.code ?? null]);
  return { queue: new JobQueue({ changed: () => undefined, finished }), ends };
}

const request = (changes: Partial<JobRequest>): JobRequest => ({
  kind: 'run',
  title: 'work',
  panelId: null,
  after: [],
  start: () => Promise.resolve({ result: Promise.resolve('done'), cancel: () => undefined }),
  finish: (result) => Promise.resolve(result),
  ...changes,
});

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('cancelling', () => {
  it('stops a job while its work goes on', async () => {
    const { queue, ends } = queueWithEnds();
    const work = Promise.withResolvers<never>();
    const start: JobRequest['start'] = () =>
      Promise.resolve({ result: work.promise, cancel: () => work.reject(new ClienteleError('cancelled')) });
    const id = queue.add(request({ start }));
    await turn();
    queue.cancel(id);
    await turn();
    expect(ends).toEqual([[id, 'cancelled']]);
  });

  it('stops a job while its result is being stored, and does not wait for that', async () => {
    const { queue, ends } = queueWithEnds();
    let claimed = false;
    const endless = new Promise<void>(() => undefined);
    const id = queue.add(
      request({
        async finish(_result, signal) {
          await unlessCancelled(endless, signal);
          claimed = true;
        },
      }),
    );
    await turn();
    queue.cancel(id);
    await turn();
    expect(ends).toEqual([[id, 'cancelled']]);
    expect(claimed).toBe(false);
    expect(queue.list()).toEqual([]);
  });

  it('comes too late once a result is being claimed', async () => {
    const { queue, ends } = queueWithEnds();
    const claiming = Promise.withResolvers<string>();
    const id = queue.add(request({ finish: () => claiming.promise }));
    await turn();
    queue.cancel(id);
    claiming.resolve('kept');
    await turn();
    expect(ends).toEqual([[id, null]]);
  });

  it('refuses those that wait for a cancelled job, which then never start', async () => {
    const { queue, ends } = queueWithEnds();
    let started = false;
    const endless = new Promise<never>(() => undefined);
    const first = queue.add(request({ finish: (_result, signal) => unlessCancelled(endless, signal) }));
    const start: JobRequest['start'] = () => {
      started = true;
      return Promise.resolve(null);
    };
    const second = queue.add(request({ start, after: [first] }));
    await turn();
    queue.cancel(first);
    await turn();
    expect(ends).toEqual([
      [first, 'cancelled'],
      [second, 'cancelled'],
    ]);
    expect(started).toBe(false);
  });
});

it('leaves no listener on a signal that never aborts', async () => {
  const { signal } = new AbortController();
  expect(await unlessCancelled(Promise.resolve(1), signal)).toBe(1);
  await expect(unlessCancelled(Promise.reject(new Error('broke')), signal)).rejects.toThrow('broke');
});
