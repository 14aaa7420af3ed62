import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import type { PanelView, ProjectView } from '../../contract/project.ts';
import type { InputRef, InputRefs } from '../../contract/step.ts';
import { requireStep } from '../../engine/steps/registry.ts';
import { connect } from '../client.ts';
import { parametersFromFlags, requiredWord, textFlag, wholeFlag } from '../flags.ts';
import type { Command } from '../main.ts';
import { print } from '../print.ts';

const OWN_FLAGS = new Set(['json', 'notebook', 'title', 'seed', 'input', 'name']);

/** `port=name,name`: published tables, or panels by title for models. */
function readInputs(text: string, project: ProjectView, panels: readonly PanelView[]): InputRefs {
  const inputs: InputRefs = {};
  for (const part of text.split(';')) {
    const [port = '', names = ''] = part.split('=');
    inputs[port.trim()] = names.split(',').map((name) => refOf(name.trim(), project, panels));
  }
  return inputs;
}

function refOf(name: string, project: ProjectView, panels: readonly PanelView[]): InputRef {
  const dataset = project.datasets.find((candidate) => candidate.name === name);
  if (dataset) return { from: 'dataset', datasetId: dataset.id };
  for (const { panel } of panels) {
    const output = Object.entries(panel.names).find(([, published]) => published === name)?.[0];
    if (output) return { from: 'panel', panelId: panel.id, output };
    if (panel.title === name || panel.id === name) return { from: 'panel', panelId: panel.id, output: 'model' };
  }
  const segment = project.segments.find((candidate) => candidate.name === name);
  if (segment) return { from: 'segment', segmentId: segment.id };
  throw new ClienteleError('not-found', { kind: { en: 'table', zh: '表' }, id: name });
}

export const command: Command = {
  usage:
    'add PROJECT STEP [--notebook TITLE] [--input "port=table;port=a,b"] [--title T] [--seed N] [--PARAMETER VALUE …]',
  async run(given, printer) {
    const project = path.resolve(requiredWord(given, 0, 'PROJECT'));
    const { info } = requireStep(requiredWord(given, 1, 'STEP'));
    const parameters = parametersFromFlags(info, given.flags, OWN_FLAGS);
    const seed = wholeFlag(given, 'seed', 0);
    const client = await connect(project);
    try {
      const view = await client.call('project.view', {});
      if (!view) throw new ClienteleError('no-project');
      const wanted = textFlag(given, 'notebook');
      const found = view.notebooks.find((notebook) => wanted === null || notebook.title === wanted);
      const notebookId = found?.id ?? (await client.call('notebook.add', { title: wanted ?? view.name })).notebookId;
      const panels = await client.call('notebook.view', { notebookId });
      const inputs = textFlag(given, 'input');
      const refs = inputs ? readInputs(inputs, view, panels) : null;
      const { panelId } = await client.call('panel.add', { notebookId, afterId: null, kind: 'step', step: info.id });
      const title = textFlag(given, 'title');
      const patch = {
        parameters,
        ...(refs ? { inputs: refs } : {}),
        ...(seed === null ? {} : { seed }),
        ...(title ? { title } : {}),
      };
      try {
        await client.call('panel.update', { panelId, patch });
      } catch (thrown) {
        await client.call('panel.delete', { panelId });
        throw thrown;
      }
      print(printer, { notebookId, panelId }, () => [panelId]);
    } finally {
      await client.close();
    }
  },
};
