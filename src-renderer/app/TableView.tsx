import { Button } from '@mantine/core';
import { IconFileExport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TableRef } from '../../src-main/contract/table.ts';
import { TableGrid } from '../grid/TableGrid.tsx';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { useExport } from './use-export.ts';

const text = texts({ export: { en: 'Export…', zh: '导出…' } });

/** One table with the whole middle to itself. */
export function TableView({ tableRef, title }: { tableRef: TableRef; title: string }): ReactNode {
  const { t } = useText();
  const exports = useExport();
  return (
    <section className="table-view" aria-label={title}>
      <header className="middle-head">
        <h2>{title}</h2>
        <Button
          variant="default"
          leftSection={<IconFileExport size={14} stroke={1.8} />}
          onClick={() => void exports.table(tableRef, title)}
        >
          {t(text.export)}
        </Button>
      </header>
      <div className="table-view-grid">
        <TableGrid key={JSON.stringify(tableRef)} tableRef={tableRef} origin={title} fill />
      </div>
    </section>
  );
}
