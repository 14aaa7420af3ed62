import type { Run } from '../../src-main/contract/project.ts';
import { useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { panelText } from '../panel/panel-text.ts';

/** What a run of a SQL panel has in place of a step. */
const SQL = 'sql';

/** What a run is called: its panel's title then, or its step's. */
export function useRunTitle(): (run: Run) => string {
  const { t } = useText();
  const steps = useSteps();
  return ({ panelTitle, step }) => {
    const found = steps.get(step);
    return panelTitle || (found ? t(found.title) : step === SQL ? t(panelText.sqlTitle) : step);
  };
}

/** Wall-clock time of this machine, as the person who ran it saw it. */
export const localTime = (epochMs: number): number => epochMs - new Date(epochMs).getTimezoneOffset() * 60_000;
