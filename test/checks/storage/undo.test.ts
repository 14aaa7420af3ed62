import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ClienteleError } from '../../../src-main/contract/errors.ts';
import { anyMove, definitionOf, editsOf, type Definition, type Move } from './edit-plan.ts';
import { customers, freshPath } from './fixtures.ts';
import { openElsewhere, type StoreClient } from './store-client.ts';

/** A project that is edited at random, beside what each state of it should be. */
class Edited {
  readonly path: string;
  /** The definition after each edit that undo can take back; the first is the one it began with. */
  readonly states: Definition[] = [];
  at = 0;
  nEdits = 0;
  #store: StoreClient;
  #tables: readonly string[] = [];

  private constructor(path: string, store: StoreClient) {
    this.path = path;
    this.#store = store;
  }

  static async start(path: string): Promise<Edited> {
    const edited = new Edited(path, await openElsewhere(path, { create: true }));
    await edited.#storeTables();
    edited.states.push(await edited.now());
    return edited;
  }

  async now(): Promise<Definition> {
    return definitionOf(await this.#store.call('project'));
  }

  /** Results that nobody claims are not kept over a restart. */
  async #storeTables(): Promise<void> {
    const tables = [customers(3), customers(20)];
    this.#tables = await Promise.all(tables.map(async (table) => (await this.#store.call('putTable', table)).hash));
  }

  get #current(): Definition {
    return this.states[this.at] as Definition;
  }

  async #reopen(): Promise<void> {
    this.#store = await openElsewhere(this.path);
    await this.#storeTables();
  }

  /** The newest edit in the file that is not undone. */
  async #newest(): Promise<number> {
    return (await this.#store.call('history', 1000)).find(({ undone }) => !undone)?.seq ?? 0;
  }

  async #edited(): Promise<void> {
    this.nEdits++;
    this.states.length = ++this.at;
    this.states.push(await this.now());
  }

  async do(move: Move): Promise<void> {
    const { kind } = move;
    if (kind === 'undo') await this.undo();
    else if (kind === 'redo') await this.redo();
    else if (kind === 'restart') {
      await this.#store.close();
      await this.#reopen();
      expect(await this.now()).toEqual(this.#current);
    } else if (kind === 'kill') {
      await this.#store.kill();
      await this.#reopen();
      expect(await this.now()).toEqual(this.#current);
    } else if (kind === 'killAmidEdit') await this.#killAmidEdit(move);
    else await this.#edit(move);
  }

  async #edit(move: Move): Promise<void> {
    const operations = editsOf(move, this.#current, this.#tables);
    if (operations.length === 0) return;
    const newest = await this.#newest();
    try {
      await this.#store.call('edit', null, operations);
    } catch (thrown) {
      if (!(thrown instanceof ClienteleError)) throw thrown;
      expect(['name-taken', 'not-found']).toContain(thrown.code);
      expect(await this.now()).toEqual(this.#current);
      return;
    }
    if ((await this.#newest()) !== newest) await this.#edited();
    else expect(await this.now()).toEqual(this.#current);
  }

  /** The edit is made whole or not at all. */
  async #killAmidEdit({ which, text }: Move): Promise<void> {
    const newest = await this.#newest();
    const made = this.#store.call('addNotebook', { title: text }).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, which % 3));
    await Promise.all([this.#store.kill(), made]);
    await this.#reopen();
    if ((await this.#newest()) !== newest) {
      await this.#edited();
      expect(this.#current.notebooks).toHaveLength((this.states[this.at - 1]?.notebooks.length ?? 0) + 1);
    } else expect(await this.now()).toEqual(this.#current);
  }

  async undo(): Promise<boolean> {
    const label = await this.#store.call('undo');
    expect(label !== null).toBe(this.at > 0);
    if (label) this.at--;
    expect(await this.now()).toEqual(this.#current);
    return label !== null;
  }

  async redo(): Promise<boolean> {
    const label = await this.#store.call('redo');
    expect(label !== null).toBe(this.at < this.states.length - 1);
    if (label) this.at++;
    expect(await this.now()).toEqual(this.#current);
    return label !== null;
  }

  async problems(): Promise<string[]> {
    return this.#store.call('findProblems');
  }

  close(): Promise<void> {
    return this.#store.close();
  }
}

const N_EDITS = 200;

it('takes 200 random edits back to the definition it began with, through restarts and kills', async () => {
  const plan = fc.array(anyMove, { minLength: 150, maxLength: 150 });
  const property = fc.asyncProperty(plan, async (moves) => {
    const edited = await Edited.start(freshPath());
    for (let i = 0; edited.nEdits < N_EDITS; i++) await edited.do(moves[i % moves.length] as Move);
    while (await edited.undo());
    expect(edited.at).toBe(0);
    while (await edited.redo());
    expect(edited.at).toBe(edited.states.length - 1);
    while (await edited.undo());
    expect(await edited.problems()).toEqual([]);
    await edited.close();
  });
  // A failure is said with its seed; shrinking would take minutes.
  await fc.assert(property, { seed: 20_260, numRuns: 2, endOnFailure: true });
}, 120_000);
