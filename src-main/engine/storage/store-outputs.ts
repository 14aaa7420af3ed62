import type { OutputInfo } from '../../contract/project.ts';
import {
  bundleHash,
  metricInfo,
  outputInfo,
  prepareTable,
  storeBundle,
  storeTable,
  type OutputContent,
  type StoredTable,
} from './outputs.ts';
import type { StoreCore } from './store-core.ts';
import type { TableParts } from './table-parts.ts';

/** The methods that store outputs; what they store is nobody's until a run, dataset or segment claims it. */
export interface StoreOutputs {
  /** Stores a table under the hash of its content; equal tables are stored once. */
  putTable(table: TableParts): Promise<StoredTable>;
  /** Stores one output of a step. @param id the output's id in the step's `gives`. */
  putOutput(id: string, content: OutputContent): Promise<OutputInfo>;
  /** Resolves once SQL can read every dataset and output that has a name. @throws disk-full */
  named(): Promise<void>;
  /** Stores the outputs of a run. */
  putOutputs(contents: Readonly<Record<string, OutputContent>>): Promise<OutputInfo[]>;
}

export function storeOutputs({ connection, bulk, named, unclaimed }: StoreCore): StoreOutputs {
  async function putTable(table: TableParts): Promise<StoredTable> {
    const prepared = await prepareTable(table);
    unclaimed.add(prepared.hash);
    return bulk(() => storeTable(connection, prepared));
  }

  async function putOutput(id: string, content: OutputContent): Promise<OutputInfo> {
    if (content.kind === 'metric') return metricInfo(id, content.value);
    if (content.kind === 'table') return outputInfo(id, content, await putTable(content.table));
    const hash = bundleHash(content);
    unclaimed.add(hash);
    return outputInfo(id, content, await bulk(() => storeBundle(connection, content, hash)));
  }

  return {
    putTable,
    putOutput,
    named,
    async putOutputs(contents) {
      const infos: OutputInfo[] = [];
      for (const [id, content] of Object.entries(contents)) infos.push(await putOutput(id, content));
      return infos;
    },
  };
}
