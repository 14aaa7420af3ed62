import { QueryClient, useQuery } from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput } from '../../src-main/contract/calls.ts';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { EngineEvent } from '../../src-main/contract/events.ts';
import type { Job, PanelView, ProjectView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { call } from './call.ts';
import { onEngineEvent, onEngineStream, tellEngineIsBack } from './events.ts';

/** What the window knows of the engine's state; events say what has become old. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always' },
  },
});

/** Calls whose answers change with a project's definition or with its runs. */
const OF_PROJECT: readonly CallName[] = [
  'project.view',
  'model.list',
  'run.list',
  'settings.get',
  'tutorial.view',
  'customer.view',
  'item.facts',
  'picture.folderView',
];
const OF_NOTEBOOK: readonly CallName[] = [
  'notebook.view',
  'panel.inputs',
  'panel.columns',
  'chain.choices',
  'run.list',
  'tutorial.view',
  'customer.view',
];

const outdate = (names: readonly CallName[]): void => {
  for (const name of names) void queryClient.invalidateQueries({ queryKey: [name] });
};

function follow(event: EngineEvent): void {
  if (event.type === 'project.changed') outdate(OF_PROJECT);
  else if (event.type === 'notebook.changed') outdate(OF_NOTEBOOK);
  else if (event.type === 'jobs.changed') queryClient.setQueryData(['job.list', {}], event.jobs);
  else if (event.type === 'backends.changed') queryClient.setQueryData(['system.backends', {}], event.report);
  else if (event.type === 'selection.changed') queryClient.setQueryData(['selection.view', {}], event.selection);
  // A report that was written is a lesson done.
  else if (event.type === 'job.finished') outdate(['tutorial.view']);
}

/**
 * Keeps the answers of {@link queryClient} up to date.
 *
 * @param prepare brings an engine that was started again to where the last one was, before anything is asked anew.
 */
export function followEngine(prepare: () => Promise<void>): void {
  onEngineEvent(follow);
  onEngineStream(() => {
    void prepare().finally(() => {
      tellEngineIsBack();
      return queryClient.invalidateQueries();
    });
  });
}

/** What an answer is while it is waited for, once it is there, and when it was refused. */
export interface Asked<T> {
  readonly data: T | undefined;
  readonly error: ErrorPayload | null;
  readonly isLoading: boolean;
}

/** Asks the engine and keeps the answer until an event outdates it; `null` asks nothing. */
export function useCall<C extends CallName>(name: C, input: CallInput<C> | null): Asked<CallOutput<C>> {
  const { data, error, isLoading } = useQuery({
    queryKey: [name, input],
    // A query may not answer undefined, and a call without a result answers null.
    queryFn: ({ signal }) => call(name, input as CallInput<C>, signal),
    enabled: input !== null,
    // Lists keep what they show while they are asked again under the same question.
  });
  return { data, error: error ? toErrorPayload(error) : null, isLoading };
}

/** The open project; null where none is open, undefined until that is known. */
export const useProject = (): ProjectView | null | undefined => useCall('project.view', {}).data;

/** The panels of a notebook in order; undefined until they are known. */
export const useNotebook = (notebookId: string): readonly PanelView[] | undefined =>
  useCall('notebook.view', { notebookId }).data;

/** Every step, by its id. */
export function useSteps(): ReadonlyMap<string, StepInfo> {
  const { data } = useQuery({
    queryKey: ['step.list', {}],
    queryFn: () => call('step.list', {}),
    select: toMap,
  });
  return data ?? NO_STEPS;
}

const NO_STEPS: ReadonlyMap<string, StepInfo> = new Map();
const toMap = (steps: readonly StepInfo[]): ReadonlyMap<string, StepInfo> =>
  new Map(steps.map((step) => [step.id, step]));

/** What runs or waits to run. */
export const useJobs = (): readonly Job[] => useCall('job.list', {}).data ?? [];
