import type { Message, Text } from '../../contract/text.ts';
import type { PanelView } from '../../contract/project.ts';
import type { ProjectSnapshot } from '../notebook/definition.ts';

/** What a tutorial's checks look at: the learner's own project. */
export interface LearnerWork {
  readonly snapshot: ProjectSnapshot;
  readonly views: readonly PanelView[];
  /** Actions in the project's audit log, such as `report`. */
  readonly audited: ReadonlySet<string>;
}

/** Done, or a hint at what is missing. */
export type CheckResult = { readonly done: true } | { readonly done: false; readonly hint: Message | null };

/** One lesson: what to do and why, and how the product sees that it was done. */
export interface Lesson {
  readonly id: string;
  readonly title: Text;
  /** Markdown. */
  readonly body: Text;
  check(work: LearnerWork): CheckResult;
}

/** A tutorial in both languages that checks the learner's own results. */
export interface Tutorial {
  readonly id: string;
  readonly title: Text;
  readonly summary: Text;
  readonly minutes: number;
  readonly lessons: readonly Lesson[];
}

/** A check that has nothing to say beyond yes or no. */
export const doneIf = (done: boolean): CheckResult => (done ? { done } : { done, hint: null });

/** The panels of a step that are up to date. */
export function readyPanels({ views }: LearnerWork, step: string): PanelView[] {
  return views.filter((view) => view.panel.step === step && view.state === 'ready');
}

/** Whether a panel of a step stands anywhere in the project, ready or not. */
export function hasPanel({ views }: LearnerWork, step: string): boolean {
  return views.some((view) => view.panel.step === step);
}

const RUN_IT: Text = {
  en: 'The panel is there; now run it (Ctrl Enter).',
  zh: '面板已经添加；现在运行它（Ctrl Enter）。',
};
const ADD_IT: Text = {
  en: 'Add the panel with B, then run it with Ctrl Enter.',
  zh: '按 B 添加面板，再按 Ctrl Enter 运行。',
};

/** A check that a step has run, with a hint at the next move. */
export function stepHasRun(work: LearnerWork, step: string): CheckResult {
  if (readyPanels(work, step).length > 0) return { done: true };
  const text = hasPanel(work, step) ? RUN_IT : ADD_IT;
  return { done: false, hint: { code: hasPanel(work, step) ? 'run-it' : 'add-it', text } };
}
