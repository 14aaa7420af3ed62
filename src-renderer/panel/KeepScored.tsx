import { Button, NumberInput, TextInput } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { Panel } from '../../src-main/contract/project.ts';
import type { ColumnInfo, TableRef } from '../../src-main/contract/table.ts';
import { formatText } from '../../src-main/contract/text.ts';
import { notify } from '../app/notices.ts';
import { usePlace } from '../app/place.tsx';
import { call } from '../engine/call.ts';
import { useCall, useNotebook } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { attempt } from '../project/tree-actions.ts';
import { thresholdFor } from './scored.ts';

const text = texts({
  keep: { en: 'Keep as a segment', zh: '保存为细分群体' },
  from: { en: '{column} from', zh: '{column} 不低于' },
  rows: { en: '{n, plural, one {# row} other {# rows}}', zh: '{n, number} 行' },
  name: { en: 'Name of the segment', zh: '细分群体名称' },
  live: {
    en: 'A live segment: when the scores change, its members follow.',
    zh: '动态细分群体：评分变化时，成员随之更新。',
  },
  kept: { en: '“{name}” was kept; its members follow the scores.', zh: '已保存“{name}”，成员将随评分更新。' },
  show: { en: 'Show it', zh: '查看' },
});

interface PanelProps {
  readonly panel: Panel;
  readonly output: string;
  readonly column: ColumnInfo;
}

/** The same for the scores that a panel shows, from the threshold of its model. */
export function KeepPanelScored({ panel, output, column }: PanelProps): ReactNode {
  const panels = useNotebook(panel.notebookId) ?? [];
  const source = useMemo((): TableRef => ({ from: 'panel', panelId: panel.id, output }), [panel.id, output]);
  return <KeepScored id={`${panel.id}-${output}`} threshold={thresholdFor(panel, panels)} {...{ source, column }} />;
}

interface KeepProps {
  /** Of the form's fields. */
  readonly id: string;
  readonly source: TableRef;
  readonly column: ColumnInfo;
  /** Proposed as the score from which on one is in. */
  readonly threshold: number;
}

/** Makes a live segment of those who score from a threshold on, in one step. */
export function KeepScored({ id, source, column, threshold }: KeepProps): ReactNode {
  const { t, locale } = useText();
  const { go } = usePlace();
  const [chosen, setChosen] = useState<number | null>(null);
  const [name, setName] = useState('');
  const from = chosen ?? threshold;
  const predicate = { op: 'between', column: column.name, min: from, max: null } as const;
  const count = useCall('table.page', { ref: source, offset: 0, limit: 0, filter: predicate }).data?.nMatching;
  const keep = async (): Promise<void> => {
    const kept = name.trim();
    const { segmentId } = await call('segment.add', { name: kept, kind: 'rule', source, predicate });
    setName('');
    const show = { title: text.show, run: () => go({ kind: 'segment', segmentId }) };
    notify({ tone: 'done', text: text.kept, values: { name: kept }, actions: [show] });
  };
  const label = column.label ? formatText(column.label, undefined, locale) : column.name;
  return (
    <form
      className="pn-keep"
      title={t(text.live)}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') attempt(keep());
      }}
    >
      <label htmlFor={`${id}-from`}>{t(text.from, { column: label })}</label>
      <NumberInput
        id={`${id}-from`}
        role="spinbutton"
        aria-valuenow={from}
        size="xs"
        value={from}
        step={column.unit === 'share' ? 0.05 : 1}
        onChange={(given) => setChosen(typeof given === 'number' ? given : null)}
      />
      <span role="status">{count === undefined ? '' : t(text.rows, { n: count })}</span>
      <TextInput
        size="xs"
        aria-label={t(text.name)}
        placeholder={t(text.name)}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" size="xs" variant="default" disabled={name.trim() === '' || !count}>
        {t(text.keep)}
      </Button>
    </form>
  );
}
