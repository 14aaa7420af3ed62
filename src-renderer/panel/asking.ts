/** How long typing has to pause before it is asked. */
const PAUSE_MS = 120;

/** A question that is under way. */
interface Flight {
  readonly abort: AbortController;
  readonly settled: Promise<void>;
}

type Input = Readonly<Record<string, unknown>>;

const isMoved = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean';

/** Whether two inputs differ in numbers and switches alone, which are moved, or also in words, which are typed. */
export function isMove(before: Input, after: Input): boolean {
  const differing = Object.keys({ ...before, ...after }).filter(
    (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return differing.every((name) => isMoved(after[name]));
}

/**
 * Decides which inputs of a question are asked, and when. What is typed waits for a pause and gives up what was asked
 * before; a slider that moves is asked at once, and again for its newest place as soon as an answer is there, so that the
 * answer follows the hand however long it moves.
 */
export class Asking {
  #flight: Flight | null = null;
  #wanted: { readonly question: string; readonly input: Input } | null = null;
  #turn = 0;

  /** @param ask answers for the input and shows it unless the signal is aborted; it never fails. */
  want(question: string, input: Input, ask: (signal: AbortSignal) => Promise<void>): void {
    const turn = ++this.#turn;
    const before = this.#wanted;
    this.#wanted = { question, input };
    const isSame = before?.question === question;
    const moves = isSame && isMove(before.input, input);
    if (!moves) this.#giveUp();
    const ready = moves ? this.#flight?.settled : isSame ? pause(PAUSE_MS) : undefined;
    void Promise.resolve(ready).then(() => {
      if (turn === this.#turn) this.#start(ask);
    });
  }

  /** Gives up what is asked, and what would be. */
  stop(): void {
    this.#turn++;
    this.#wanted = null;
    this.#giveUp();
  }

  #start(ask: (signal: AbortSignal) => Promise<void>): void {
    const abort = new AbortController();
    const flight: Flight = {
      abort,
      settled: ask(abort.signal).finally(() => {
        if (this.#flight === flight) this.#flight = null;
      }),
    };
    this.#flight = flight;
  }

  #giveUp(): void {
    this.#flight?.abort.abort();
    this.#flight = null;
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
