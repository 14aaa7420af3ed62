import { ClienteleError } from '../../contract/errors.ts';
import { keyRoles, type Entity } from '../../contract/table.ts';
import type { Loader } from '../notebook/load.ts';
import { canonicalJson } from '../notebook/cache-key.ts';
import { codesOf, textColumn, type TextColumn } from '../table/column.ts';
import { evaluatePredicate } from '../table/predicate.ts';
import { Table } from '../table/table.ts';
import type { SelectionSpec, StoredInput } from './protocol.ts';

/** A selection evaluated on all rows of its table. */
export interface EvaluatedSelection {
  readonly source: Table;
  readonly flags: Uint8Array;
  readonly nRows: number;
  /** What the selected rows are about: the table's entity, or the customers or products its rows belong to. */
  readonly entity: Entity;
  readonly keys: ReadonlySet<string>;
}

/** The column through which a table's rows belong to an entity, or null. */
export function keyColumn(table: Table, entity: Entity): TextColumn | null {
  if (entity === 'none') return null;
  const column = table.findRole(keyRoles[entity]);
  return column?.type === 'text' ? column : null;
}

/** What rows of a table can be selected as: its own entity, else the first it has a key for. */
function selectableEntity(table: Table): Entity {
  if (table.entity !== 'none' && keyColumn(table, table.entity)) return table.entity;
  return (['customer', 'product', 'order'] as const).find((entity) => keyColumn(table, entity)) ?? 'none';
}

function keysOf(column: TextColumn, flags: Uint8Array): Set<string> {
  const { codes, dictionary } = codesOf(column);
  const seen = new Uint8Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? -1;
    if (flags[row] && code >= 0) seen[code] = 1;
  }
  return new Set(dictionary.filter((_, code) => seen[code]));
}

/** Evaluates selections, keeping the last: a lasso is drawn once and asked about by every figure and table. */
export class SelectionCache {
  readonly #loader: Loader;
  #last: { key: string; value: EvaluatedSelection } | null = null;
  /** Flags of tables that the last selection reaches, by content: pages keep their order by the identity of these. */
  readonly #reached = new Map<string, Uint8Array>();

  constructor(loader: Loader) {
    this.#loader = loader;
  }

  evaluate(spec: SelectionSpec): EvaluatedSelection {
    const key = spec.source.hash + canonicalJson(spec.predicate);
    if (this.#last?.key === key) return this.#last.value;
    const source = this.#loader.table(spec.source);
    const flags = evaluatePredicate(source, spec.predicate);
    const entity = selectableEntity(source);
    const column = keyColumn(source, entity);
    const nRows = flags.reduce((count, flag) => count + flag, 0);
    const value = { source, flags, nRows, entity, keys: column ? keysOf(column, flags) : new Set<string>() };
    this.#last = { key, value };
    this.#reached.clear();
    return value;
  }

  /** Which rows of a table the selection covers: itself by its condition, others through the key; null where unrelated. */
  flagsFor(table: Table, hash: string, spec: SelectionSpec): Uint8Array | null {
    const selection = this.evaluate(spec);
    if (hash === spec.source.hash) return selection.flags;
    const column = keyColumn(table, selection.entity);
    if (!column) return null;
    const known = this.#reached.get(`${hash} ${column.name}`);
    if (known) return known;
    const { codes, dictionary } = codesOf(column);
    const inside = Uint8Array.from(dictionary, (key) => (selection.keys.has(key) ? 1 : 0));
    const flags = Uint8Array.from(codes, (code) => (code < 0 ? 0 : (inside[code] ?? 0)));
    this.#reached.set(`${hash} ${column.name}`, flags);
    return flags;
  }

  /** How many rows of another table belong to the selection; null where it has no key of that entity. */
  countIn(input: StoredInput, spec: SelectionSpec): number | null {
    return this.flagsFor(this.#loader.table(input), input.hash, spec)?.reduce((count, flag) => count + flag, 0) ?? null;
  }

  /**
   * The distinct keys as a table of the entity, sorted, so that equal groups have equal bytes.
   *
   * @throws wrong-entity where the rows belong to no customer, product or order.
   */
  members(spec: SelectionSpec): Table {
    const { entity, keys } = this.evaluate(spec);
    if (entity === 'none') throw new ClienteleError('wrong-entity', { needed: 'customer', got: 'none' });
    const role = keyRoles[entity];
    const column = textColumn(memberColumns[entity], [...keys].sort(), { role });
    return new Table([column], { entity });
  }
}

const memberColumns = { customer: 'customer_id', product: 'item_id', order: 'order_id' } as const;
