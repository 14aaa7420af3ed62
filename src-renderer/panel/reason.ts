import type { PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import type { MessageValues, Text } from '../../src-main/contract/text.ts';
import { reasonText, stateNames } from './panel-text.ts';

/** A sentence with its values. */
export interface Said {
  readonly text: Text;
  readonly values?: MessageValues;
}

/** The few words of the chip. */
export function chipText({ state, reason }: Pick<PanelView, 'state' | 'reason'>): Text {
  if (state === 'empty' && reason?.code === 'missing-input') return reasonText.needsInput;
  if (state !== 'stale') return stateNames[state];
  switch (reason?.code) {
    case 'input-changed':
      return reasonText.staleInput;
    case 'parameters-changed':
      return reasonText.staleParameters;
    case 'step-changed':
      return reasonText.staleStep;
    case 'kernels-changed':
      return reasonText.staleKernels;
    case 'input-not-ready':
      return reasonText.staleAbove;
    case 'missing-input':
      return reasonText.needsInput;
    case 'never-run':
    case undefined:
      return stateNames.stale;
  }
}

/** Why a panel is empty or stale, in a sentence; null where nothing has to be said. */
export function reasonSentence(
  { state, reason, panel }: Pick<PanelView, 'state' | 'reason' | 'panel'>,
  step: StepInfo | undefined,
  titleOfPanel: (panelId: string) => string,
): Said | null {
  if (state === 'disabled') return { text: reasonText.disabledNote };
  if (state !== 'stale' && state !== 'empty') return null;
  switch (reason?.code) {
    case 'never-run':
      return { text: reasonText.neverRun };
    case 'parameters-changed':
      return { text: panel.kind === 'sql' ? reasonText.sqlChanged : reasonText.parametersChanged };
    case 'step-changed':
      return { text: reasonText.stepChanged };
    case 'kernels-changed':
      return { text: reasonText.kernelsChanged };
    case 'input-not-ready':
      return { text: reasonText.inputNotReady, values: { panel: titleOfPanel(reason.panelId) } };
    case 'missing-input':
    case 'input-changed': {
      if (panel.kind === 'sql' && reason.code === 'missing-input') return { text: reasonText.missingSql };
      const port = step?.needs[reason.port]?.label ?? reason.port;
      return {
        text: reason.code === 'missing-input' ? reasonText.missingInput : reasonText.inputChanged,
        values: { port },
      };
    }
    case undefined:
      return null;
  }
}
