import { memo, useEffect, useMemo, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import type { ErrorPayload } from '../../src-main/contract/errors.ts';
import type { PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { usePlace } from '../app/place.tsx';
import { useSteps } from '../engine/queries.ts';
import { fieldsOf } from '../form/fields.ts';
import { useText } from '../i18n/i18n.tsx';
import { cancelJob } from './actions.ts';
import { flushPanel, usePending, withEdit, type PendingEdit } from './edits.ts';
import { Facts, Warnings } from './Facts.tsx';
import { NoteBody } from './NoteBody.tsx';
import { Outputs } from './Outputs.tsx';
import { PanelHeader } from './PanelHeader.tsx';
import { showPanel } from './panel-ui.ts';
import { RefusedEdit } from './RefusedEdit.tsx';
import { Running } from './Running.tsx';
import { titleOf, whatOf } from './say.ts';
import { Settings } from './Settings.tsx';
import { SqlBody } from './SqlBody.tsx';
import { StateNote } from './StateNote.tsx';
import './panel.css';

interface PanelFrameProps {
  readonly view: PanelView;
  readonly number: number;
  readonly isFocused: boolean;
  /** Whether the Tab key reaches it: the focused one, or the first where none has the focus. */
  readonly isEntry: boolean;
}

/** Escape in a panel leaves what one is in; on the panel itself it stops what runs. */
function onEscape(event: KeyboardEvent<HTMLElement>, view: PanelView): void {
  const frame = event.currentTarget;
  const target = event.target as HTMLElement;
  if (event.key !== 'Escape' || event.defaultPrevented || !frame.contains(target)) return;
  // An open list closes first.
  if (target.matches('input[aria-expanded="true"]')) return;
  if (target === frame) {
    if (view.jobId !== null) cancelJob(view.jobId);
    return;
  }
  event.preventDefault();
  if (view.panel.kind === 'note') showPanel(view.panel.id, { writing: false });
  void flushPanel(view.panel.id);
  frame.focus();
}

const isInField = (event: KeyboardEvent): boolean => (event.target as Element).closest('.fd') !== null;

/** One panel of a notebook. */
export const PanelFrame = memo(function PanelFrame({
  view: kept,
  number,
  isFocused,
  isEntry,
}: PanelFrameProps): ReactNode {
  const { t } = useText();
  const { focusPanel } = usePlace();
  const frame = useRef<HTMLElement>(null);
  const pending = usePending(kept.panel.id);
  const view = useMemo(() => ({ ...kept, panel: withEdit(kept.panel, pending) }), [kept, pending]);
  const { panel, state } = view;
  const step = useSteps().get(panel.step);
  const title = titleOf(panel, step, t);
  useEffect(() => {
    const element = frame.current;
    if (!isFocused || !element || element.contains(document.activeElement)) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: 'nearest' });
  }, [isFocused]);
  const focused = (event: FocusEvent<HTMLElement>): void => {
    // Menus and dialogs of a panel are elsewhere in the window.
    if (!isFocused && event.currentTarget.contains(event.target)) focusPanel(panel.id);
  };
  return (
    <section
      ref={frame}
      className={`pn${isFocused ? ' is-focused' : ''}`}
      data-panel={panel.id}
      data-state={state}
      data-kind={panel.kind}
      tabIndex={isEntry ? 0 : -1}
      aria-label={`${number} ${title}`}
      onFocus={focused}
      // The help of a field, while it shows, would keep Escape to itself.
      onKeyDownCapture={(event) => isInField(event) && onEscape(event, view)}
      onKeyDown={(event) => !isInField(event) && onEscape(event, view)}
    >
      <PanelHeader
        {...{ view, number, title }}
        what={whatOf(panel, step, t)}
        usualTitle={titleOf({ ...panel, title: '' }, step, t)}
      />
      {!panel.collapsed && <PanelBody {...{ view, step, pending, title }} />}
    </section>
  );
});

/** Whether an error is said at a field of the form. */
const isAtField = ({ code, values }: ErrorPayload, step: StepInfo | undefined): boolean =>
  code === 'bad-parameter' &&
  step !== undefined &&
  fieldsOf(step.parameters).some(({ name }) => name === values.parameter);

interface PanelBodyProps {
  readonly view: PanelView;
  readonly step: StepInfo | undefined;
  readonly pending: PendingEdit | null;
  readonly title: string;
}

function PanelBody({ view, step, pending, title }: PanelBodyProps): ReactNode {
  const { panel, jobId } = view;
  if (panel.kind === 'note') return <NoteBody panel={panel} />;
  return (
    <>
      {panel.kind === 'sql' && <SqlBody view={view} />}
      {step && <Settings {...{ view, step, pending }} />}
      {pending?.error && !isAtField(pending.error, step) && <RefusedEdit panelId={panel.id} error={pending.error} />}
      {jobId !== null ? (
        <Running key={jobId} panelId={panel.id} jobId={jobId} title={title} />
      ) : (
        <StateNote view={view} step={step} />
      )}
      <Facts view={view} step={step} />
      <Warnings view={view} />
      <Outputs {...{ view, step, title }} />
    </>
  );
}
