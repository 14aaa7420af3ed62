import type { OutputInfo, PanelState } from '../../contract/project.ts';
import type { OutputPort } from '../../contract/step.ts';
import type { ValueWords } from '../../contract/table.ts';
import type { Message, Text } from '../../contract/text.ts';

/** One panel of a report, by what its shown run gave. */
export interface ReportPanel {
  readonly kind: 'step' | 'sql' | 'note';
  /** What the person called it; empty where the step's own title stands. */
  readonly title: string;
  readonly stepTitle: Text | null;
  readonly summary: Text | null;
  readonly note: string;
  readonly state: PanelState;
  readonly warnings: readonly Message[];
  readonly gives: Readonly<Record<string, OutputPort>>;
  readonly outputs: readonly OutputInfo[];
  /** By table output and column: what values are called where they are names. */
  readonly words: Readonly<Record<string, Readonly<Record<string, ValueWords>>>>;
  /** What values are called in figures. */
  readonly figureWords: ValueWords['names'];
}

/** What a report is made of; the tables and figures are read where it is written. */
export interface ReportRequest {
  readonly project: string;
  readonly title: string;
  readonly panels: readonly ReportPanel[];
}
