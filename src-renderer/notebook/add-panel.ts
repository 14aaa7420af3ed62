import type { Panel } from '../../src-main/contract/project.ts';
import { call } from '../engine/call.ts';
import { queryClient } from '../engine/queries.ts';
import type { AddPlace } from './gallery-state.ts';

/** Adds a panel and waits until the notebook shows it. @returns its id. */
export async function addPanel(
  place: AddPlace,
  what: Pick<Panel, 'kind'> & Partial<Pick<Panel, 'step' | 'body'>>,
): Promise<string> {
  const { panelId } = await call('panel.add', { ...place, ...what });
  await queryClient.invalidateQueries({ queryKey: ['notebook.view'] });
  return panelId;
}
