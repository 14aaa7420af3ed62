import { Button, SegmentedControl, TextInput } from '@mantine/core';
import { IconFileExport, IconTrash } from '@tabler/icons-react';
import { useMemo, useState, type ReactNode } from 'react';
import { describePredicate } from '../../src-main/contract/describe-predicate.ts';
import type { Segment } from '../../src-main/contract/project.ts';
import type { TableRef } from '../../src-main/contract/table.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { useExport } from '../app/use-export.ts';
import { call } from '../engine/call.ts';
import { useCall, useProject } from '../engine/queries.ts';
import { TableGrid } from '../grid/TableGrid.tsx';
import { useText } from '../i18n/i18n.tsx';
import { projectText } from './project-text.ts';
import { Overlap, Readers } from './SegmentLinks.tsx';
import { attempt } from './tree-actions.ts';
import { EditRule } from './EditRule.tsx';
import './project.css';

/** How many of an entity there are, in words. */
export const countText: Readonly<Record<Segment['entity'], Text>> = {
  customer: projectText.customers,
  product: projectText.products,
  order: projectText.orders,
  none: projectText.rowsOf,
};

/** The condition of a segment, with money and dates as its table writes them. */
function useRule({ source, predicate }: Segment): string {
  const { label } = useText();
  const { data } = useCall('table.page', { ref: source, offset: 0, limit: 0 });
  return label(describePredicate(predicate, data?.info ?? { columns: [], currency: null }));
}

function NameField({ segment }: { segment: Segment }): ReactNode {
  const { t } = useText();
  const [typed, setTyped] = useState(segment.name);
  const keep = (): void => {
    const name = typed.trim();
    if (name !== '' && name !== segment.name)
      attempt(call('segment.update', { segmentId: segment.id, patch: { name } }));
    else setTyped(segment.name);
  };
  return (
    <TextInput
      label={t(projectText.name)}
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && keep()}
    />
  );
}

function SegmentPage({ segment }: { segment: Segment }): ReactNode {
  const { t } = useText();
  const exports = useExport();
  const rule = useRule(segment);
  const members = useMemo((): TableRef => ({ from: 'output', hash: segment.membersHash }), [segment.membersHash]);
  const setKind = (kind: string): void =>
    attempt(call('segment.update', { segmentId: segment.id, patch: { kind: kind as Segment['kind'] } }));
  const select = (): void => {
    const { source, predicate } = segment;
    attempt(call('selection.set', { selection: { source, predicate, origin: segment.id } }));
  };
  return (
    <section className="page" aria-label={segment.name}>
      <header className="middle-head">
        <h2 translate="no">{segment.name}</h2>
        <Button variant="default" onClick={select}>
          {t(projectText.selectMembers)}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileExport size={14} stroke={1.8} />}
          onClick={() => void exports.segment(segment.id, segment.name)}
        >
          {t(projectText.export)}
        </Button>
        <Button
          variant="default"
          leftSection={<IconTrash size={14} stroke={1.8} />}
          onClick={() => attempt(call('segment.delete', { segmentId: segment.id }))}
        >
          {t(projectText.delete)}
        </Button>
      </header>
      <div className="page-body scroll">
        <p className="page-big">{t(countText[segment.entity], { n: segment.count })}</p>
        <div className="page-facts">
          <NameField key={segment.name} segment={segment} />
          <SegmentedControl
            aria-label={t(projectText.kind)}
            size="xs"
            value={segment.kind}
            onChange={setKind}
            data={[
              { value: 'rule', label: t(projectText.live) },
              { value: 'frozen', label: t(projectText.frozen) },
            ]}
          />
        </div>
        <h3>{t(projectText.rule)}</h3>
        <p translate="no">{rule}</p>
        {segment.kind === 'rule' && <EditRule key={JSON.stringify(segment.predicate)} segment={segment} />}
        <h3>{t(projectText.usedBy)}</h3>
        <Readers segmentId={segment.id} />
        <h3>{t(projectText.overlap)}</h3>
        <Overlap segment={segment} />
        <h3>{t(projectText.members)}</h3>
        <div className="page-grid">
          <TableGrid key={segment.membersHash} tableRef={members} origin={segment.id} fill />
        </div>
      </div>
    </section>
  );
}

/** A segment: its rule, its members, and who reads it. */
export function SegmentView({ segmentId }: { segmentId: string }): ReactNode {
  const { t } = useText();
  const project = useProject();
  if (!project) return null;
  const segment = project.segments.find(({ id }) => id === segmentId);
  if (!segment) return <p className="hint middle-wait">{t(projectText.segmentGone)}</p>;
  return <SegmentPage segment={segment} />;
}
