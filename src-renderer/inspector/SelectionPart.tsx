import { Button, Popover, Radio, Stack, TextInput } from '@mantine/core';
import { IconFileExport, IconX } from '@tabler/icons-react';
import { useRef, useState, type ReactNode } from 'react';
import { describePredicate } from '../../src-main/contract/describe-predicate.ts';
import type { Segment, SelectionView } from '../../src-main/contract/project.ts';
import { notify } from '../app/notices.ts';
import { usePlace } from '../app/place.tsx';
import { useExport } from '../app/use-export.ts';
import { OpenCustomer } from '../customer/OpenCustomer.tsx';
import { call } from '../engine/call.ts';
import { useCall, useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { countText } from '../project/SegmentView.tsx';
import { attempt } from '../project/tree-actions.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Apart } from './Apart.tsx';
import { inspectorText } from './inspector-text.ts';

function KeepForm({ selection, onKept }: { selection: SelectionView; onKept: () => void }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Segment['kind']>('rule');
  const keep = async (): Promise<void> => {
    const { source, predicate } = selection;
    const { segmentId } = await call('segment.add', { name: name.trim(), kind, source, predicate });
    onKept();
    const show = { title: inspectorText.show, run: () => go({ kind: 'segment', segmentId }) };
    notify({ tone: 'done', text: inspectorText.kept, values: { name: name.trim() }, actions: [show] });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== '') attempt(keep());
      }}
    >
      <Stack gap={10}>
        <TextInput
          label={t(inspectorText.segmentName)}
          value={name}
          maxLength={200}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group value={kind} onChange={(value) => setKind(value)}>
          <Stack gap={6}>
            <Radio value="rule" label={t(inspectorText.live)} />
            <Radio value="frozen" label={t(inspectorText.frozen)} />
          </Stack>
        </Radio.Group>
        <Button type="submit" disabled={name.trim() === ''}>
          {t(inspectorText.save)}
        </Button>
      </Stack>
    </form>
  );
}

function Keep({ selection }: { selection: SelectionView }): ReactNode {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const form = useRef<HTMLDivElement>(null);
  const close = (): void => {
    setOpen(false);
    // Who went on to something else while the segment was counted stays there, which `returnFocus` would not let them.
    if (form.current?.contains(document.activeElement)) button.current?.focus();
  };
  return (
    <Popover opened={open} onChange={setOpen} trapFocus width={280} position="bottom-start" withinPortal>
      <Popover.Target>
        <Button ref={button} onClick={() => setOpen(!open)} disabled={selection.nRows === 0}>
          {t(inspectorText.keep)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown ref={form}>
        <KeepForm selection={selection} onKept={close} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Selected customers that are named; rows that are read to find them. */
const NAMED_CUSTOMERS = 5;
const READ_ROWS = 40;

/** Some of the selected customers, each leading to its own page. */
function SomeCustomers({ selection }: { selection: SelectionView }): ReactNode {
  const { source, predicate } = selection;
  const { data } = useCall('table.page', { ref: source, offset: 0, limit: READ_ROWS, filter: predicate });
  const at = data?.info.columns.findIndex(({ role }) => role === 'customerId') ?? -1;
  const ids = [...new Set(data?.rows.flatMap((row) => (typeof row[at] === 'string' ? [row[at]] : [])))];
  if (ids.length === 0) return null;
  return (
    <div className="in-customers">
      {ids.slice(0, NAMED_CUSTOMERS).map((customerId) => (
        <OpenCustomer key={customerId} customerId={customerId} />
      ))}
    </div>
  );
}

/** Adds a panel that keeps the selected rows, below everything else of the notebook. */
async function addFilter(selection: SelectionView, notebookId: string): Promise<string> {
  const { source, predicate } = selection;
  const { panelId } = await call('panel.add', { notebookId, afterId: null, kind: 'step', step: 'prepare.filter' });
  const patch = { parameters: { condition: predicate }, inputs: { table: [source] } };
  await call('panel.update', { panelId, patch });
  return panelId;
}

function FilterBy({ selection }: { selection: SelectionView }): ReactNode {
  const { t } = useText();
  const { place, go, focusPanel } = usePlace();
  const notebooks = useProject()?.notebooks ?? [];
  const notebookId = place.kind === 'notebook' ? place.notebookId : notebooks[0]?.id;
  const add = async (target: string): Promise<void> => {
    const panelId = await addFilter(selection, target);
    go({ kind: 'notebook', notebookId: target });
    focusPanel(panelId);
  };
  return (
    <Button
      variant="default"
      title={t(notebookId === undefined ? inspectorText.noNotebook : inspectorText.filterByWhat)}
      disabled={notebookId === undefined}
      onClick={() => notebookId !== undefined && attempt(add(notebookId))}
    >
      {t(inspectorText.filterBy)}
    </Button>
  );
}

function Selected({ selection }: { selection: SelectionView }): ReactNode {
  const { t, label } = useText();
  const exports = useExport();
  const { entity, nKeys, nRows, nAll, related, source, predicate } = selection;
  const { data } = useCall('table.page', { ref: source, offset: 0, limit: 0 });
  const rule = label(describePredicate(predicate, data?.info ?? { columns: [], currency: null }));
  const isKeyed = entity !== 'none';
  return (
    <>
      <p className="in-big">{t(countText[entity], { n: isKeyed ? nKeys : nRows })}</p>
      <ul className="in-related hint">
        <li>{t(inspectorText.ofRows, { n: nRows, all: nAll })}</li>
        {related.map(({ name, nRows: n }) => (
          <li key={name} translate="no">
            {t(inspectorText.related, { name, n })}
          </li>
        ))}
      </ul>
      <p className="in-rule" translate="no">
        {rule}
      </p>
      {entity === 'customer' && <SomeCustomers selection={selection} />}
      <Apart key={JSON.stringify([source, predicate])} selection={selection} />
      <div className="in-buttons">
        {isKeyed && <Keep selection={selection} />}
        <FilterBy selection={selection} />
        <IconButton
          label={t(inspectorText.export)}
          icon={<IconFileExport size={16} stroke={1.6} />}
          onClick={() => void exports.table(source, t(inspectorText.exportName), true)}
        />
      </div>
    </>
  );
}

/** What is selected, in words, and what can be made of it. */
export function SelectionPart(): ReactNode {
  const { t } = useText();
  const { data: selection } = useCall('selection.view', {});
  return (
    <section className="in-part" aria-label={t(inspectorText.selection)}>
      <div className="in-part-head">
        <h3>{t(inspectorText.selection)}</h3>
        {selection && (
          <IconButton
            label={t(inspectorText.clear)}
            icon={<IconX size={16} stroke={1.6} />}
            onClick={() => attempt(call('selection.set', { selection: null }))}
          />
        )}
      </div>
      <div role="status">
        {selection ? <Selected selection={selection} /> : <p className="hint">{t(inspectorText.noSelection)}</p>}
      </div>
    </section>
  );
}
