import type { CustomerView, EventKind, GroupRef } from '../../contract/customer.ts';
import type { ErrorPayload } from '../../contract/errors.ts';
import type { Figure, FigureLink, ScatterPoints, ScatterWindow } from '../../contract/figure.ts';
import type { ModelContent } from '../../contract/models.ts';
import type { SelectionView } from '../../contract/project.ts';
import type { ColumnProfile, Predicate, TablePage, TableRef, TableSort, ValueWords } from '../../contract/table.ts';
import type { Label } from '../../contract/text.ts';
import type { TableParts } from '../storage/table-parts.ts';
import type { GroupTable } from './customer.ts';
import type { Explanation } from './explain.ts';
import type { ItemRecord } from './items.ts';
import type { ResolvedInput } from '../notebook/resolve.ts';

/** A stored table, as resolved in the engine's main thread. */
export type StoredInput = Extract<ResolvedInput, { kind: 'stored' }>;

/** The current selection: a condition on one table, which reaches others through the entity's key. */
export interface SelectionSpec {
  readonly source: StoredInput;
  readonly predicate: Predicate;
}

/** Questions that are answered from stored tables while a person waits. */
export type Query =
  | {
      readonly kind: 'page';
      readonly input: StoredInput;
      readonly offset: number;
      readonly limit: number;
      readonly sort: readonly TableSort[];
      readonly filter: Predicate | null;
      readonly find: string;
      /** By column: what its values are called where they are names. */
      readonly words: Readonly<Record<string, ValueWords>>;
      readonly selection: SelectionSpec | null;
      /** Show only rows in the selection. */
      readonly selectedOnly: boolean;
    }
  | { readonly kind: 'profile'; readonly input: StoredInput }
  | {
      readonly kind: 'figure';
      readonly figureHash: string;
      /** Tables of the same run that the figure may draw, by output id. */
      readonly tables: Readonly<Record<string, StoredInput>>;
      /** What came in at each port of the run, where a person can still select in it. */
      readonly inputs: Readonly<Record<string, { readonly input: StoredInput; readonly ref: TableRef }>>;
      /** How the run's own tables are referred to, by output id. */
      readonly outputs: Readonly<Record<string, TableRef>>;
      readonly maxPoints: number;
      readonly selection: SelectionSpec | null;
      /** The part of a scatter that is looked at; null for all of it. */
      readonly window: ScatterWindow | null;
    }
  | {
      readonly kind: 'ask';
      readonly step: string;
      readonly question: string;
      readonly parameters: Readonly<Record<string, unknown>>;
      readonly seed: number;
      readonly inputs: Readonly<Record<string, readonly ResolvedInput[]>>;
      readonly input: unknown;
    }
  | { readonly kind: 'select'; readonly selection: SelectionSpec; readonly related: readonly StoredInput[] }
  | {
      readonly kind: 'explain';
      readonly selection: SelectionSpec;
      readonly tables: readonly StoredInput[];
    }
  | {
      readonly kind: 'customer';
      readonly customerId: string;
      readonly against: GroupRef | null;
      readonly orders: StoredInput | null;
      readonly about: readonly StoredInput[];
      /** Tables with a time that are no orders: reviews, campaigns, visits. */
      readonly events: readonly { readonly input: StoredInput; readonly kind: EventKind }[];
      readonly products: readonly StoredInput[];
      readonly features: readonly StoredInput[];
      readonly groups: readonly GroupTable[];
      /** `scaled` where its features count alike as they are. */
      readonly near: { readonly input: StoredInput; readonly scaled: boolean } | null;
      readonly lists: readonly { readonly input: StoredInput; readonly by: Label; readonly panelId: string }[];
    }
  | {
      readonly kind: 'items';
      readonly ids: readonly string[];
      /** Tables of products, and tables with a picture column. */
      readonly products: readonly StoredInput[];
      readonly pictures: readonly StoredInput[];
    }
  /** What the picture column of a table names. */
  | { readonly kind: 'pictures'; readonly input: StoredInput }
  /** The products in the first rows of tables, as a report shows them. */
  | { readonly kind: 'firstItems'; readonly tables: readonly StoredInput[]; readonly rows: number }
  | { readonly kind: 'members'; readonly selection: SelectionSpec }
  /** What a model says of itself. */
  | { readonly kind: 'model'; readonly hash: string };

export interface QueryResults {
  readonly page: TablePage;
  readonly profile: readonly ColumnProfile[];
  readonly figure: { readonly figure: Figure; readonly points: ScatterPoints | null; readonly link: FigureLink | null };
  readonly ask: unknown;
  readonly select: Pick<SelectionView, 'entity' | 'nRows' | 'nAll' | 'nKeys' | 'related'>;
  /** The table, by its place in `tables`, whose columns say best what sets the selection apart; null where none can. */
  readonly explain: (Explanation & { readonly table: number; readonly currency: string | null }) | null;
  readonly customer: Omit<CustomerView, 'source'>;
  readonly items: readonly ItemRecord[];
  readonly pictures: readonly string[];
  readonly firstItems: readonly string[];
  /** The distinct keys of the selected rows, sorted, as a one-column table of the entity. */
  readonly members: TableParts;
  readonly model: ModelContent;
}

/** One query with the number its answer carries. */
export interface QueryOrder {
  readonly id: number;
  readonly projectPath: string;
  readonly query: Query;
  readonly cancel: Int32Array<SharedArrayBuffer>;
}

export type QueryReply =
  { readonly id: number; readonly result: unknown } | { readonly id: number; readonly error: ErrorPayload };
