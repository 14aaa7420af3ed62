import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll } from 'vitest';
import { figureRequest, type CallInput, type CallName, type CallOutput } from '../../src-main/contract/calls.ts';
import { ClienteleError } from '../../src-main/contract/errors.ts';
import type { EngineEvent } from '../../src-main/contract/events.ts';
import type { Figure } from '../../src-main/contract/figure.ts';
import type { PanelView } from '../../src-main/contract/project.ts';
import type { Cell, TableRef } from '../../src-main/contract/table.ts';
import { createEngine, type EngineOptions } from '../../src-main/engine/engine.ts';
import { performCall } from '../../src-main/engine/server.ts';
import { writeShop } from '../../resources/sample/write-shop.ts';

type Finished = Extract<EngineEvent, { type: 'job.finished' }>;

/** An engine in this process, spoken to as every client does: by calls, each parsed by its schema. */
export interface TestEngine {
  call<C extends CallName>(name: C, input: CallInput<C>, signal?: AbortSignal): Promise<CallOutput<C>>;
  readonly events: readonly EngineEvent[];
  /** Waits for jobs to end. @returns what each gave. @throws the first error. */
  wait(jobIds: readonly string[]): Promise<unknown[]>;
  /** Resolves with the first event from now on that is meant. */
  next(isMeant: (event: EngineEvent) => boolean): Promise<EngineEvent>;
  /** A figure as the window is given it. */
  figure(runId: string, output: string): Promise<Figure>;
  close(): Promise<void>;
}

/** Nothing on a small shop takes so long. */
const PATIENCE_MS = 60_000;

const leftovers: (() => void | Promise<void>)[] = [];

afterAll(async () => {
  for (const clear of leftovers.reverse()) await clear();
});

/** Something to be done when the tests of a file are over, the last first. */
export const afterwards = (clear: () => void | Promise<void>): unknown => leftovers.push(clear);

/** A folder that is gone when the tests of a file are over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'clientele-check-'));
  afterwards(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts an engine that is closed when the tests of a file are over. @param patienceMs how long jobs may take. */
export function startEngine(options: Partial<EngineOptions> = {}, patienceMs: number = PATIENCE_MS): TestEngine {
  const engine = createEngine({ program: 'test', socketPath: null, grants: 'all', threads: 1, ...options });
  const events: EngineEvent[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  engine.subscribe((event) => {
    events.push(event);
    for (const listener of listeners) listener(event);
  });
  const until = (isOver: () => boolean, what: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const give = (): void => reject(new Error(`waited in vain for ${what}`));
      const timer = setTimeout(give, patienceMs);
      const check = (): void => {
        if (!isOver()) return;
        clearTimeout(timer);
        listeners.delete(check);
        resolve();
      };
      listeners.add(check);
      check();
    });
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    await engine.close();
  };
  afterwards(close);
  const ended = (id: string): Finished | undefined =>
    events.find((event): event is Finished => event.type === 'job.finished' && event.jobId === id);
  return {
    events,
    close,
    call: (name, input, signal = new AbortController().signal) =>
      performCall(engine, name, input, signal) as Promise<never>,
    async wait(jobIds) {
      await until(() => jobIds.every(ended), 'jobs');
      const failure = jobIds.map(ended).find((event) => event?.error)?.error;
      if (failure) throw new ClienteleError(failure.code, failure.values);
      return jobIds.map((id) => ended(id)?.result);
    },
    async figure(runId, output) {
      const request = figureRequest.parse({ runId, output });
      return (await engine.figure(request, new AbortController().signal)).figure;
    },
    async next(isMeant) {
      const from = events.length;
      const found = (): EngineEvent | undefined => events.slice(from).find(isMeant);
      await until(() => found() !== undefined, 'an event');
      return found() as EngineEvent;
    },
  };
}

/** Files of a small sample shop: about 2,700 order lines of 100 customers. */
export async function smallShop(
  folder: string,
  { seed = 5, nCustomers = 100 } = {},
): Promise<{ orders: string; customers: string; products: string }> {
  await writeShop(folder, { seed, nCustomers, nProducts: 40 });
  const file = (name: string): string => path.join(folder, `${name}.csv`);
  return { orders: file('orders'), customers: file('customers'), products: file('products') };
}

/** Imports files as they are proposed. @returns the dataset's id. */
export async function importInto(
  engine: TestEngine,
  files: readonly string[],
  target: { name: string } | { mode: 'append' | 'replace'; datasetId: string },
): Promise<string> {
  const { plan } = await engine.call('import.preview', { paths: [...files], options: {} });
  const chosen = 'name' in target ? ({ mode: 'new', name: target.name } as const) : target;
  const { jobId } = await engine.call('import.run', { plan: { ...plan, target: chosen } });
  const [result] = await engine.wait([jobId]);
  return (result as { datasetId: string }).datasetId;
}

/** Adds a step panel at the end and gives it parameters. @returns its id. */
export async function addStep(
  engine: TestEngine,
  notebookId: string,
  step: string,
  patch: CallInput<'panel.update'>['patch'] = {},
): Promise<string> {
  const { panelId } = await engine.call('panel.add', { notebookId, afterId: null, kind: 'step', step });
  if (Object.keys(patch).length > 0) await engine.call('panel.update', { panelId, patch });
  return panelId;
}

/** Runs a panel and what it needs. @returns its view. */
export async function runPanel(engine: TestEngine, notebookId: string, panelId: string): Promise<PanelView> {
  const { jobIds } = await engine.call('panel.run', { panelId });
  await engine.wait(jobIds);
  return viewOf(engine, notebookId, panelId);
}

/** One panel of a notebook as it stands. */
export async function viewOf(engine: TestEngine, notebookId: string, panelId: string): Promise<PanelView> {
  const views = await engine.call('notebook.view', { notebookId });
  const view = views.find(({ panel }) => panel.id === panelId);
  if (!view) throw new Error(`no panel ${panelId}`);
  return view;
}

/** What a panel's output has in the columns named, row by row. */
export async function rowsOf(engine: TestEngine, ref: TableRef, columns: readonly string[]): Promise<Cell[][]> {
  const { info, rows } = await engine.call('table.page', { ref, offset: 0, limit: 500 });
  const places = columns.map((name) => info.columns.findIndex((column) => column.name === name));
  return rows.map((row) => places.map((place) => row[place] ?? null));
}

/** The hash of an output of a panel's run. */
export const hashOf = ({ run }: PanelView, output: string): string =>
  run?.outputs.find(({ id }) => id === output)?.hash ?? '';

/** The code that a refused call fails with; `accepted` where it was not refused. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'accepted';
  } catch (thrown) {
    if (thrown instanceof ClienteleError) return thrown.code;
    throw thrown;
  }
}
