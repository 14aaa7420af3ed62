import { backendNames, type RunBackend } from '../../src-main/contract/backends.ts';
import type { Panel } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { formatText, numberFormat, type Locale, type MessageValues, type Text } from '../../src-main/contract/text.ts';
import { panelText } from './panel-text.ts';

const MINUTE_MS = 60_000;

/** How long something took. */
export function sayDuration(ms: number, locale: Locale): string {
  const say = (text: Text, values: MessageValues): string => formatText(text, values, locale);
  if (ms < 100) return say(panelText.millis, { n: numberFormat(locale).format(Math.round(ms)) });
  if (ms < MINUTE_MS) {
    const digits = { maximumFractionDigits: ms < 10_000 ? 1 : 0 };
    return say(panelText.seconds, { n: numberFormat(locale, digits).format(ms / 1000) });
  }
  const seconds = Math.round(ms / 1000);
  return say(panelText.minutes, { m: Math.floor(seconds / 60), s: seconds % 60 });
}

/** What a panel is called: its own title, or that of what it does. */
export function titleOf(panel: Panel, step: StepInfo | undefined, say: (text: Text) => string): string {
  if (panel.title !== '') return panel.title;
  if (panel.kind === 'note') return say(panelText.noteTitle);
  if (panel.kind === 'sql') return say(panelText.sqlTitle);
  return step ? say(step.title) : panel.step;
}

/** What a panel does, in one sentence. */
export function whatOf(
  panel: Panel,
  step: StepInfo | undefined,
  say: (text: Text, values?: MessageValues) => string,
): string {
  if (panel.kind === 'note') return '';
  if (panel.kind === 'sql') return say(panelText.sqlWhat);
  return step ? say(step.summary) : say(panelText.unknownStep, { step: panel.step });
}

/** What a run computed on, in one word; the inspector has the rest. */
export const sayBackend = ({ id }: RunBackend): string => (id === 'cpu' ? 'CPU' : backendNames[id]);
