import type { Figure } from './figure.ts';
import type { Cell, ColumnInfo } from './table.ts';
import type { Message, Text } from './text.ts';

/** A small table inside an answer; a cell that a person reads may be a text in both languages. */
export interface AnswerTable {
  readonly title: Text;
  readonly columns: readonly ColumnInfo[];
  readonly rows: readonly (readonly (Cell | Text)[])[];
}

/** What a step's question is answered with, drawn without knowing the step: sentences, small tables, figures. */
export interface Answer {
  readonly messages: readonly Message[];
  readonly tables: readonly AnswerTable[];
  readonly figures?: readonly Figure[];
}
