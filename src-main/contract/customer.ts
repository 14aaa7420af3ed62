import { z } from 'zod';
import type { Cell, ColumnInfo, TableRef, TableRole } from './table.ts';
import type { Label, Text } from './text.ts';

/** A group that a customer can be compared with: a segment, or the cluster of a clustering. */
export const groupRef = z.discriminatedUnion('from', [
  z.object({ from: z.literal('segment'), segmentId: z.string() }),
  z.object({ from: z.literal('clustering'), panelId: z.string() }),
]);
export type GroupRef = z.output<typeof groupRef>;

/** One order, or what was sent back in one. */
export interface CustomerOrder {
  readonly id: string | null;
  /** Wall-clock time in epoch milliseconds. */
  readonly at: number;
  /** What its lines are worth together; null where the table does not say. */
  readonly amount: number | null;
  readonly nLines: number;
  /** The names of its dearest products. */
  readonly products: readonly string[];
}

/** Tables that tell what happened to customers beside orders. */
export const eventKinds = ['reviews', 'campaigns', 'sessions'] as const satisfies readonly TableRole[];
export type EventKind = (typeof eventKinds)[number];

/** Something that happened to a customer beside orders: a review, a campaign, a visit. */
export interface CustomerEvent {
  /** Wall-clock time in epoch milliseconds. */
  readonly at: number;
  readonly kind: EventKind;
  /** What the table says of it, without keys and without what is missing. */
  readonly about: readonly { readonly column: ColumnInfo; readonly value: Cell }[];
}

/** A feature of one customer beside the group's and everyone's median. */
export interface CustomerFeature {
  readonly column: ColumnInfo;
  readonly currency: string | null;
  readonly value: number | null;
  /** null where no group is compared with, or none of it has a value. */
  readonly group: number | null;
  readonly everyone: number;
  /** The share of all customers whose value is lower, those with an equal one counted half. */
  readonly place: number | null;
}

/** A group that the customer is in. */
export interface CustomerGroup {
  readonly kind: 'segment' | 'cluster' | 'persona' | 'tag';
  /** What can be compared with; null for tags and personas. */
  readonly ref: GroupRef | null;
  readonly name: Label;
  /** What found it, such as a panel's title; null for a segment. */
  readonly by: Label | null;
  /** Customers in it. */
  readonly size: number;
  /** How sure the clustering is, from 0 to 1; null where it does not say. */
  readonly certainty: number | null;
}

/** Everything that a project holds about one customer. */
export interface CustomerView {
  readonly id: string;
  /** What the customers table says of the person. */
  readonly about: readonly { readonly column: ColumnInfo; readonly value: Cell }[];
  readonly currency: string | null;
  /** The newest first; the oldest are left out where there are very many. */
  readonly orders: readonly CustomerOrder[];
  readonly nOrders: number;
  /** The newest first; the oldest are left out where there are very many. */
  readonly events: readonly CustomerEvent[];
  /** What all orders are worth less what was sent back; null where the table does not say. */
  readonly total: number | null;
  readonly features: readonly CustomerFeature[];
  readonly groups: readonly CustomerGroup[];
  /** The group whose medians stand beside the features. */
  readonly against: GroupRef | null;
  /** Most alike first, by straight-line distance over the named table's features. */
  readonly nearest: readonly {
    readonly id: string;
    readonly distance: number;
    /** Their persona, else their cluster; null where nobody grouped them. */
    readonly group: Label | null;
  }[];
  readonly nearestBy: { readonly name: string; readonly nFeatures: number; readonly scaled: boolean } | null;
  /** Products by what was spent on them. */
  readonly bought: readonly {
    readonly id: string;
    readonly name: string;
    readonly quantity: number | null;
    readonly amount: number | null;
  }[];
  readonly recommended: readonly {
    readonly by: Label;
    readonly panelId: string;
    readonly items: readonly { readonly id: string; readonly name: string; readonly reason: Text | null }[];
  }[];
  /** The table that the orders were read from. */
  readonly source: TableRef | null;
}
