import path from 'node:path';
import { ClienteleError } from '../../contract/errors.ts';
import type { TableRef } from '../../contract/table.ts';
import type { WeightPrecision } from '../../contract/weights.ts';
import { connect, type Client } from '../client.ts';
import { requiredFlag, requiredWord, textFlag, type Arguments } from '../flags.ts';
import type { Command } from '../main.ts';
import { print } from '../print.ts';
import { watchJobs } from '../wait.ts';

/** The table that a published name points at. @throws not-found */
export async function tableNamed(client: Client, name: string): Promise<TableRef> {
  const view = await client.call('project.view', {});
  const dataset = view?.datasets.find((candidate) => candidate.name === name);
  if (dataset) return { from: 'dataset', datasetId: dataset.id };
  for (const { id } of view?.notebooks ?? []) {
    for (const { panel } of await client.call('notebook.view', { notebookId: id })) {
      const output = Object.entries(panel.names).find(([, published]) => published === name)?.[0];
      if (output) return { from: 'panel', panelId: panel.id, output };
    }
  }
  throw new ClienteleError('not-found', { kind: { en: 'table', zh: '表' }, id: name });
}

/** @throws not-found where no panel made the table */
function panelOf(ref: TableRef): string {
  if (ref.from === 'panel') return ref.panelId;
  throw new ClienteleError('not-found', { kind: { en: 'model', zh: '模型' }, id: ref.from });
}

/** @throws bad-input */
function precisionFlag(given: Arguments): WeightPrecision {
  const bits = textFlag(given, 'bits') ?? '32';
  if (bits === '32') return 'float32';
  if (bits === '8') return 'int8';
  throw new ClienteleError('bad-input', { detail: `--bits is 8 or 32, not “${bits}”` });
}

export const command: Command = {
  usage: 'export PROJECT TABLE --to FILE.csv|FILE.jsonl, or FILE.safetensors [--bits 8] for the weights that made it',
  async run(given, printer) {
    const client = await connect(path.resolve(requiredWord(given, 0, 'PROJECT')));
    try {
      const target = path.resolve(requiredFlag(given, 'to'));
      const format = target.endsWith('.jsonl') ? 'jsonl' : 'csv';
      const watch = watchJobs(client, printer);
      const ref = await tableNamed(client, requiredWord(given, 1, 'TABLE'));
      await client.grant(target, 'write');
      const { jobId } = target.endsWith('.safetensors')
        ? await client.call('export.weights', { panelId: panelOf(ref), path: target, precision: precisionFlag(given) })
        : await client.call('export.table', { ref, path: target, format });
      const [result] = await watch.wait([jobId]);
      print(printer, result, () => [target]);
    } finally {
      await client.close();
    }
  },
};
