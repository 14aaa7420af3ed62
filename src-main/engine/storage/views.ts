import type { Panel } from '../../contract/project.ts';
import { quoted, type Connection } from './connection.ts';
import { readObjects } from './definition-rows.ts';
import { dataTableName, isPublished } from './sql-names.ts';
import { currentOutputs } from './runs.ts';

/** What every plain name is to point at: datasets at their current version, outputs at their panel's current run. */
export function wantedViews(connection: Connection): Map<string, string> {
  const wanted = new Map<string, string>();
  const datasets = connection.sql(
    `SELECT d.name AS name, v.output_hash AS hash FROM _clientele_datasets AS d
     JOIN _clientele_dataset_versions AS v ON v.dataset_id = d.id AND v.version = d.version`,
  );
  for (const { name, hash } of datasets.all() as { name: string; hash: string }[]) wanted.set(name, hash);
  const outputs = currentOutputs(connection);
  for (const panel of readObjects<Panel>(connection, 'panels', 'id')) {
    for (const output of outputs.get(panel.id) ?? []) {
      const name = panel.names[output.id];
      if (name !== undefined && output.kind === 'table') wanted.set(name, output.hash);
    }
  }
  return wanted;
}

/**
 * Points every plain name where it belongs, inside the transaction that moved it. A name whose rows SQL cannot read yet
 * keeps what it had until they are written.
 *
 * @returns the outputs whose rows are still to be written.
 */
export function syncViews(connection: Connection): string[] {
  const { db, sql } = connection;
  const wanted = wantedViews(connection);
  const present = new Map(
    (sql('SELECT name, hash FROM _clientele_views').all() as { name: string; hash: string }[]).map(({ name, hash }) => [
      name,
      hash,
    ]),
  );
  const coming = new Set<string>();
  for (const [name, hash] of wanted) {
    if (present.get(name) === hash || isPublished(connection, hash)) continue;
    coming.add(hash);
    wanted.set(name, present.get(name) ?? '');
  }
  for (const [name, hash] of present) {
    if (wanted.get(name) === hash) continue;
    db.exec(`DROP VIEW IF EXISTS ${quoted(name)}`);
    sql('DELETE FROM _clientele_views WHERE name = ?').run(name);
  }
  for (const [name, hash] of wanted) {
    if (present.get(name) === hash || hash === '') continue;
    db.exec(`CREATE VIEW ${quoted(name)} AS SELECT * FROM ${quoted(dataTableName(hash))}`);
    sql('INSERT INTO _clientele_views (name, hash) VALUES (?, ?)').run(name, hash);
  }
  return [...coming];
}
