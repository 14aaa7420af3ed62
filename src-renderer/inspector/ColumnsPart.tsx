import { Button, NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { columnsFor } from '../../src-main/contract/format.ts';
import type { ColumnProfile, TableRef } from '../../src-main/contract/table.ts';
import { usePlace } from '../app/place.tsx';
import { useCall } from '../engine/queries.ts';
import { useProfile } from '../grid/use-profile.ts';
import { useText } from '../i18n/i18n.tsx';
import { ColumnLine } from './ColumnLine.tsx';
import { inspectorText } from './inspector-text.ts';

/** A table whose columns can be looked at. */
export interface NamedTable {
  readonly name: string;
  readonly tableRef: TableRef;
  /** The same table by its panel, which knows what classes in headings are called. */
  readonly wordsRef?: TableRef;
  readonly currency: string | null;
}

const NO_TABLE: TableRef = { from: 'output', hash: '' };

/** What the columns hold. A stored output never changes and is measured once; a dataset may be another table tomorrow. */
function useProfiles(tableRef: TableRef | null): readonly ColumnProfile[] | undefined {
  const isStored = tableRef?.from === 'output';
  const kept = useCall('table.profile', isStored ? { ref: tableRef } : null);
  const { profiles } = useProfile(tableRef ?? NO_TABLE, tableRef !== null && !isStored);
  return isStored ? kept.data : (profiles ?? undefined);
}

/** The columns as a table shows them: headings in words, and none that a step wrote for readers of another language. */
function useShown(profiles: readonly ColumnProfile[] | undefined, wordsRef: TableRef | undefined) {
  const { locale } = useText();
  const page = useCall('table.page', wordsRef ? { ref: wordsRef, offset: 0, limit: 0 } : null);
  if (!profiles) return undefined;
  const labelOf = new Map(page.data?.info.columns.map(({ name, label }) => [name, label]));
  const columns = profiles.map(({ column }) => column);
  const shown = new Set(columnsFor(columns, locale));
  return profiles
    .filter(({ column }) => shown.has(column))
    .map((profile) => ({
      ...profile,
      column: { ...profile.column, label: labelOf.get(profile.column.name) ?? profile.column.label },
    }));
}

/** The columns of the tables that a panel gives, or of a dataset. */
export function ColumnsPart({ tables }: { tables: readonly NamedTable[] }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  const [chosen, setChosen] = useState(0);
  const [open, setOpen] = useState<string | null>(null);
  const table = tables[chosen] ?? tables[0];
  const profiles = useShown(useProfiles(table?.tableRef ?? null), table?.wordsRef);
  if (!table) return null;
  return (
    <section className="in-part" aria-label={t(inspectorText.columns)}>
      <h3>{t(inspectorText.columns)}</h3>
      {tables.length > 1 && (
        <NativeSelect
          className="in-choice"
          aria-label={t(inspectorText.tableOf)}
          value={String(chosen)}
          onChange={(event) => setChosen(Number(event.currentTarget.value))}
          data={tables.map(({ name }, i) => ({ value: String(i), label: name }))}
        />
      )}
      {profiles ? (
        <ul className="in-columns">
          {profiles.map((profile) => {
            const { name } = profile.column;
            return (
              <ColumnLine
                key={name}
                profile={profile}
                currency={table.currency}
                isOpen={open === name}
                onOpen={(opened) => setOpen(opened ? name : null)}
              />
            );
          })}
        </ul>
      ) : (
        <p className="hint">{t(inspectorText.measuring)}</p>
      )}
      {table.tableRef.from !== 'dataset' && (
        <Button
          variant="subtle"
          size="compact-xs"
          className="in-more"
          onClick={() => go({ kind: 'table', tableRef: table.tableRef, title: table.name })}
        >
          {t(inspectorText.allColumns)}
        </Button>
      )}
    </section>
  );
}
