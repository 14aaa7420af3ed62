/** Where in a team's memory stands what, each on a cache line of its own. */
const LEFT = 0;
const DONE = 16;
const LOOP = 32;
const ASLEEP = 48;
const LEADER_ASLEEP = 64;
const OVER = 80;
const PLACES = 96;

/** Looks before a thread goes to sleep, half a millisecond or less: what lies between two loops is mostly shorter, and waking takes its time. */
const LOOKS = 20_000;
/** How long a leader sleeps at most before it looks whether it is cancelled. */
const LEADER_SLEEP_MS = 50;

/** What a team's threads share: how many tasks are left, how many are done, the number of the loop, who sleeps, and whether all is over. */
export type TeamMemory = Int32Array<SharedArrayBuffer>;

export const teamMemory = (): TeamMemory => new Int32Array(new SharedArrayBuffer(PLACES * 4));

/** Takes the tasks that are left, highest first: a number taken when none is left is never above 0, whatever loop begins meanwhile. */
function takeTasks(memory: TeamMemory, run: (task: number) => void): void {
  if (Atomics.load(memory, LEFT) <= 0) return;
  for (let left = Atomics.sub(memory, LEFT, 1); left > 0; left = Atomics.sub(memory, LEFT, 1)) {
    run(left - 1);
    Atomics.add(memory, DONE, 1);
    if (Atomics.load(memory, LEADER_ASLEEP) !== 0) Atomics.notify(memory, DONE);
  }
}

/** Takes tasks of every loop until the leader ends it. */
export function followTeam(memory: TeamMemory, run: (task: number) => void): void {
  try {
    while (Atomics.load(memory, OVER) === 0) {
      const loop = Atomics.load(memory, LOOP);
      takeTasks(memory, run);
      waitForLoop(memory, loop);
    }
  } catch (error) {
    endTeam(memory);
    throw error;
  }
}

function waitForLoop(memory: TeamMemory, loop: number): void {
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(memory, LOOP) !== loop) return;
  Atomics.add(memory, ASLEEP, 1);
  Atomics.wait(memory, LOOP, loop);
  Atomics.sub(memory, ASLEEP, 1);
}

/**
 * Does tasks [0, n), with whoever follows; they are done when it returns.
 *
 * @param isCancelled asked while others are waited for.
 * @returns false where it was cancelled, or a follower failed and ended the team.
 */
export function leadLoop(
  memory: TeamMemory,
  n: number,
  run: (task: number) => void,
  isCancelled: () => boolean,
): boolean {
  Atomics.store(memory, DONE, 0);
  Atomics.store(memory, LEFT, n);
  beginLoop(memory);
  takeTasks(memory, run);
  for (let look = 0; look < LOOKS; look++) if (Atomics.load(memory, DONE) === n) return true;
  Atomics.store(memory, LEADER_ASLEEP, 1);
  try {
    for (let done = Atomics.load(memory, DONE); done !== n; done = Atomics.load(memory, DONE)) {
      if (Atomics.load(memory, OVER) !== 0 || isCancelled()) return false;
      Atomics.wait(memory, DONE, done, LEADER_SLEEP_MS);
    }
  } finally {
    Atomics.store(memory, LEADER_ASLEEP, 0);
  }
  return true;
}

/** Sends everyone home. */
export function endTeam(memory: TeamMemory): void {
  Atomics.store(memory, OVER, 1);
  Atomics.store(memory, LEFT, 0);
  beginLoop(memory);
}

function beginLoop(memory: TeamMemory): void {
  Atomics.add(memory, LOOP, 1);
  if (Atomics.load(memory, ASLEEP) > 0) Atomics.notify(memory, LOOP);
}
