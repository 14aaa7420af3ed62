import { useCallback } from 'react';
import { toErrorPayload } from '../../src-main/contract/errors.ts';
import type { TableRef } from '../../src-main/contract/table.ts';
import type { WeightPrecision } from '../../src-main/contract/weights.ts';
import { call } from '../engine/call.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { askSave } from './files.ts';
import { notify } from './notices.ts';

const text = texts({
  title: { en: 'Export', zh: '导出' },
  failed: { en: 'The export could not be started.', zh: '无法开始导出。' },
});

const FORMATS = ['csv', 'jsonl'] as const;

/** What the ending that a person gave the file asks for. */
const formatOf = (path: string): (typeof FORMATS)[number] => (path.endsWith('.jsonl') ? 'jsonl' : 'csv');

/** A name that every file system takes. */
export const fileStem = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim() || 'export';

/** Writes tables, segments and weights to files that the person chooses; the frame tells of the outcome. */
export interface Exports {
  /** @param selectedOnly writes the rows of the current selection, which must be of this table. */
  table(ref: TableRef, name: string, selectedOnly?: boolean): Promise<void>;
  segment(segmentId: string, name: string): Promise<void>;
  /** The weights of the model that a panel shows. */
  weights(panelId: string, name: string, precision: WeightPrecision): Promise<void>;
}

/** Asks where to, and exports there. */
export function useExport(): Exports {
  const { t } = useText();
  const save = useCallback(
    async (name: string, extensions: readonly [string, ...string[]], start: (path: string) => Promise<unknown>) => {
      const path = await askSave({
        title: t(text.title),
        name: `${fileStem(name)}.${extensions[0]}`,
        extensions: [...extensions],
      });
      if (!path) return;
      try {
        await start(path);
      } catch (thrown) {
        notify({ tone: 'error', text: text.failed, error: toErrorPayload(thrown) });
      }
    },
    [t],
  );
  const table = useCallback<Exports['table']>(
    (ref, name, selectedOnly = false) =>
      save(name, FORMATS, (path) => call('export.table', { ref, path, format: formatOf(path), selectedOnly })),
    [save],
  );
  const segment = useCallback<Exports['segment']>(
    (segmentId, name) =>
      save(name, FORMATS, (path) => call('export.segment', { segmentId, path, format: formatOf(path) })),
    [save],
  );
  const weights = useCallback<Exports['weights']>(
    (panelId, name, precision) =>
      save(name, ['safetensors'], (path) => call('export.weights', { panelId, path, precision })),
    [save],
  );
  return { table, segment, weights };
}
