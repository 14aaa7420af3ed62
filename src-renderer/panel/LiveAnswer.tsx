import type { ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { fieldsOf } from '../form/fields.ts';
import { useText } from '../i18n/i18n.tsx';
import { useAnswer } from './use-answer.ts';

const NOTHING = {};

/** What a step answers without being told anything, in sentences below its form: it follows what is set there. */
export function LiveAnswer({ view, step }: { view: PanelView; step: StepInfo }): ReactNode {
  const [name] = Object.entries(step.questions).find(([, { input }]) => fieldsOf(input).length === 0) ?? [];
  return name === undefined ? null : <Live view={view} question={name} />;
}

/** Whether what the panel reads is there; the inputs say where it is not. */
const hasInputs = ({ reason }: PanelView): boolean =>
  reason?.code !== 'missing-input' && reason?.code !== 'input-not-ready';

function Live({ view, question }: { view: PanelView; question: string }): ReactNode {
  const { label } = useText();
  const { panel, state } = view;
  const revision = JSON.stringify([panel.parameters, panel.inputs, state]);
  const { answer, error } = useAnswer(panel.id, question, hasInputs(view) ? NOTHING : null, revision);
  // Faults are said at their fields.
  const messages = error ? [] : (answer?.messages ?? []);
  return (
    <div className="pn-live" role="status">
      {messages.map((message, i) => (
        <p key={i}>{label(message)}</p>
      ))}
    </div>
  );
}
