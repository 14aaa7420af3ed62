import type { Figure, ScatterPoints } from '../../contract/figure.ts';
import type { MetricValue } from '../../contract/step.ts';
import type { Cell, TableInfo, Unit } from '../../contract/table.ts';
import type { Label, Locale, Message, Text } from '../../contract/text.ts';

/** Rows of a table that a report is given, at most; longer ones are said to be longer. */
export const REPORT_ROWS = 20;

/** Points of a scatter that a report draws, at most: as vectors, so that they print. */
export const REPORT_POINTS = 4000;

export interface ReportFigure {
  readonly figure: Figure;
  readonly points: ScatterPoints | null;
}

/** The first rows of a table, {@link REPORT_ROWS} at most, in the order of its columns. */
export interface ReportTable {
  readonly label: Label;
  readonly info: TableInfo;
  readonly rows: readonly (readonly Cell[])[];
}

export interface ReportMetric {
  readonly label: Text;
  readonly value: MetricValue;
  readonly unit: Unit | null;
  readonly currency: string | null;
}

/** One panel as its reader sees it. */
export interface ReportSection {
  readonly title: Label;
  /** What it does, in a sentence; null for notes and queries. */
  readonly what: Text | null;
  /** Markdown of a note, otherwise empty. */
  readonly note: string;
  /** Whether something above was changed since. */
  readonly isOld: boolean;
  readonly warnings: readonly Message[];
  readonly metrics: readonly ReportMetric[];
  readonly figures: readonly ReportFigure[];
  readonly tables: readonly ReportTable[];
}

/** Everything that a report says. */
export interface ReportSource {
  readonly title: string;
  readonly project: string;
  readonly locale: Locale;
  /** Epoch milliseconds, or null for a report that is the same each time. */
  readonly writtenAt: number | null;
  /** Whether customer ids may stand in it; otherwise customers are numbered. */
  readonly includeIds: boolean;
  /** Small pictures of products, as data addresses by the product's id. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly sections: readonly ReportSection[];
}
