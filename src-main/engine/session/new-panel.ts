import { randomBytes } from 'node:crypto';
import { ClienteleError } from '../../contract/errors.ts';
import type { Panel } from '../../contract/project.ts';
import type { NewPanel } from '../storage/edits/panels.ts';
import type { ProjectSnapshot } from '../notebook/definition.ts';
import { publishedNames } from '../notebook/graph.ts';
import { SQL_OUTPUT } from '../jobs/outputs.ts';
import { proposeInputs } from '../notebook/propose.ts';
import { findStep } from '../steps/registry.ts';
import { freeName } from '../storage/names.ts';

/** What a person says when adding a panel; the rest is proposed. */
export type PanelRequest = Pick<Panel, 'notebookId' | 'kind' | 'step' | 'body'>;

/** The seed of a new panel: fixed, so that two people who do the same get the same. */
export const DEFAULT_SEED = 7;

/** An id for something that is referred to before it is stored. */
export const newId = (): string => randomBytes(9).toString('base64url');

/** Names that are used already, in lower case. */
export const takenNames = (snapshot: ProjectSnapshot): Set<string> =>
  new Set([...publishedNames(snapshot).keys()].map((name) => name.toLowerCase()));

/** The names under which a panel publishes its tables by default, by output. */
export function defaultNames({ kind, step }: Pick<Panel, 'kind' | 'step'>): Record<string, string> {
  if (kind === 'sql') return { [SQL_OUTPUT]: 'query' };
  const gives = kind === 'step' ? (findStep(step)?.info.gives ?? {}) : {};
  return Object.fromEntries(
    Object.entries(gives).flatMap(([output, port]) =>
      port.kind === 'table' && port.publish ? [[output, port.name]] : [],
    ),
  );
}

/** The same names, numbered where they are taken; they are taken from now on. */
export function claimNames(wanted: Readonly<Record<string, string>>, taken: Set<string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(wanted).map(([output, name]) => {
      const free = freeName(name, taken);
      taken.add(free.toLowerCase());
      return [output, free];
    }),
  );
}

/**
 * A panel ready to be added: inputs proposed from what is above it, free names for its tables.
 *
 * @param below the position it comes after.
 * @throws not-found where there is no such step.
 */
export function newPanel(request: PanelRequest, below: number, snapshot: ProjectSnapshot): NewPanel {
  const step = request.kind === 'step' ? findStep(request.step) : null;
  if (request.kind === 'step' && !step)
    throw new ClienteleError('not-found', { kind: { en: 'step', zh: '步骤' }, id: request.step });
  return {
    ...request,
    title: '',
    stepVersion: step?.info.version ?? 1,
    parameters: {},
    inputs: step ? proposeInputs({ notebookId: request.notebookId, below }, step.info, snapshot) : {},
    names: claimNames(defaultNames(request), takenNames(snapshot)),
    seed: DEFAULT_SEED,
    collapsed: false,
    disabled: false,
  };
}
