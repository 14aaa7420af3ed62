import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ErrorPayload } from '../../src-main/contract/errors.ts';
import type { PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { usePlace } from '../app/place.tsx';
import { without } from '../form/fields.ts';
import { useText } from '../i18n/i18n.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { runPanel, toggleDisabled } from './actions.ts';
import { CopyDetails } from './CopyDetails.tsx';
import { editPanel } from './edits.ts';
import { usePanelActions } from './panel-context.ts';
import { panelText, reasonText } from './panel-text.ts';
import { focusInPanel, showPanel } from './panel-ui.ts';
import { reasonSentence } from './reason.ts';
import { remedyOf, type Remedy } from './remedy.ts';
import { usePanelTitles } from './use-names.ts';

interface StateNoteProps {
  readonly view: PanelView;
  readonly step: StepInfo | undefined;
}

/** Why a panel is not up to date, and what to do: one sentence, one button. */
export function StateNote({ view, step }: StateNoteProps): ReactNode {
  const { t } = useText();
  const titleOf = usePanelTitles();
  if (view.state === 'failed' && view.error) return <Failure view={view} step={step} error={view.error} />;
  const sentence = reasonSentence(view, step, titleOf);
  if (!sentence) return null;
  const isDisabled = view.state === 'disabled';
  const needsInput = view.reason?.code === 'missing-input';
  return (
    <div className="pn-note-line">
      <p>
        <b>{t(sentence.text, sentence.values)}</b> {view.isOld && view.run && !isDisabled && t(reasonText.old)}
      </p>
      {isDisabled ? (
        <Button variant="default" onClick={() => toggleDisabled(view)}>
          {t(panelText.enable)}
        </Button>
      ) : (
        !needsInput && (
          <Button
            variant={view.run ? 'default' : 'filled'}
            leftSection={<IconRefresh size={14} stroke={1.8} />}
            onClick={() => runPanel(view.panel.id)}
          >
            {t(view.run ? panelText.runAgain : panelText.run)}
          </Button>
        )
      )}
    </div>
  );
}

/** Does what a remedy says. */
function useRemedy(view: PanelView): (remedy: Remedy) => void {
  const { go } = usePlace();
  const actions = usePanelActions();
  const { panel } = view;
  return (remedy) => {
    switch (remedy.kind) {
      case 'run':
        return runPanel(panel.id);
      case 'reset':
        return editPanel(panel.id, { parameters: without(panel.parameters, remedy.parameter) }, 'now');
      case 'field':
        showPanel(panel.id, { formOpen: true });
        return focusInPanel(panel.id, `[data-field="${CSS.escape(remedy.parameter)}"]`);
      case 'inputs':
        showPanel(panel.id, { formOpen: true });
        return focusInPanel(panel.id, '.pn-form');
      case 'query':
        return focusInPanel(panel.id, '.pn-sql');
      case 'dataset':
        return go({ kind: 'dataset', datasetId: remedy.datasetId });
      case 'filter':
        return actions.filterInput(panel.id);
    }
  };
}

function Failure({ view, step, error }: StateNoteProps & { error: ErrorPayload }): ReactNode {
  const { t } = useText();
  const act = useRemedy(view);
  const remedy = remedyOf(error, view.panel, step);
  return (
    <div className="pn-failure">
      <ErrorNote error={error}>
        <Button variant="default" onClick={() => act(remedy)}>
          {t(remedy.label)}
        </Button>
        {error.code === 'engine-failed' && <CopyDetails view={view} error={error} />}
      </ErrorNote>
      {view.run && <p className="pn-hint">{t(reasonText.old)}</p>}
    </div>
  );
}
