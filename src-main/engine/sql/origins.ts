import type { ColumnInfo, TableInfo } from '../../contract/table.ts';
import {
  dataTableName,
  openReader,
  readProject,
  readTableInfo,
  sqlColumnNames,
  type Reader,
} from '../storage/reader.ts';

/** What a column of a stored table is, for result columns that come straight from it. */
export interface OriginColumn {
  readonly info: ColumnInfo;
  readonly currency: string | null;
}

/** Columns by the SQL table that holds them and their name there. */
export type Origins = ReadonlyMap<string, ReadonlyMap<string, OriginColumn>>;

/** What the columns of a table are, by their names in SQL. */
export function columnsOf({ columns, currency }: TableInfo): Map<string, OriginColumn> {
  const names = sqlColumnNames(columns.map(({ name }) => name));
  return new Map(names.map((name, at) => [name, { info: columns[at]!, currency }]));
}

/** A dataset's table as the person described it. */
function datasetInfo(reader: Reader, dataset: ReturnType<typeof readProject>['datasets'][number]): TableInfo {
  const stored = readTableInfo(reader, dataset.outputHash);
  const described = new Map(dataset.columns.map((column) => [column.name, column]));
  const columns = stored.columns.map((column) => {
    const said = described.get(column.name);
    return said ? { ...column, role: said.role, unit: said.unit } : column;
  });
  return { ...stored, columns, currency: dataset.currency };
}

/** What lies behind the plain names of a project: its datasets, and the outputs that its panels show. */
export function projectOrigins(projectPath: string): Origins {
  const reader = openReader(projectPath);
  try {
    const { datasets, currentRuns } = readProject(reader);
    const origins = new Map<string, Map<string, OriginColumn>>();
    for (const run of currentRuns.values()) {
      for (const { table, hash } of run.outputs) if (table) origins.set(dataTableName(hash), columnsOf(table));
    }
    for (const dataset of datasets)
      origins.set(dataTableName(dataset.outputHash), columnsOf(datasetInfo(reader, dataset)));
    return origins;
  } finally {
    reader.close();
  }
}
