import { createContext, useContext, type ComponentType, type ReactNode } from 'react';
import type { CallOutput } from '../../src-main/contract/calls.ts';
import type { Field, FieldKind } from './fields.ts';

/** Whether an edit is kept at once, as after a choice, or when typing pauses. */
export type When = 'now' | 'soon';

/** Or not at all: a slider on its way, which only what answers at once listens to. */
export type WhenMoving = When | 'moving';

/** The columns of the tables at each port. */
export type PortColumns = CallOutput<'panel.columns'>;
export type PortColumn = PortColumns[string][number];

const ColumnsContext = createContext<PortColumns>({});

/** Gives the fields below it the columns they choose from. */
export const ColumnsProvider = ColumnsContext.Provider;
export const useColumns = (): PortColumns => useContext(ColumnsContext);

/** What every control gets: its field, its value, and what ties it to its label, help and error. */
export interface ControlProps<K extends FieldKind['kind'] = FieldKind['kind']> {
  readonly field: Extract<Field, { kind: K }>;
  readonly value: unknown;
  readonly disabled: boolean;
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  onChange(value: unknown, when: WhenMoving): void;
}

/** Fields in a row: their values, and what is said of them. */
export interface FieldsProps {
  readonly fields: readonly Field[];
  readonly values: Readonly<Record<string, unknown>>;
  readonly disabled: boolean;
  /** Whether what differs from its default is marked, and can be reset. */
  readonly marks?: boolean;
  /** What is wrong with a field, by its name. */
  readonly errors?: Readonly<Record<string, string>>;
  readonly before?: ReactNode;
  readonly after?: ReactNode;
  onChange(field: Field, value: unknown, when: WhenMoving): void;
}

/** A field of any kind. */
export type AnyControlProps = Omit<ControlProps, 'field'> & { readonly field: Field };

/** What a control that holds other fields draws them with; it cannot import what imports it. */
export interface InnerParts {
  readonly Control: ComponentType<AnyControlProps>;
  readonly Fields: ComponentType<FieldsProps>;
}
