import { audit } from './audit.ts';
import type { Connection } from './connection.ts';
import { dropOutput } from './evict.ts';
import { dropUnusedMembers } from './members.ts';
import { unpublish } from './published.ts';
import { orphans } from './references.ts';
import { syncViews } from './views.ts';

/** Puts a file in order that was not closed: half-stored outputs go, runs that were going on count as cancelled. */
export function recover(connection: Connection): void {
  const { db, sql } = connection;
  const tidy = db.transaction(() => {
    const halves = sql('SELECT hash FROM _clientele_outputs WHERE complete = 0').all() as { hash: string }[];
    const left = new Set([...halves.map(({ hash }) => hash), ...orphans(connection)]);
    for (const hash of left) dropOutput(connection, hash);
    const unpublished = sql('SELECT hash FROM _clientele_published WHERE complete = 0').all() as { hash: string }[];
    for (const { hash } of unpublished) unpublish(connection, hash);
    const error = JSON.stringify({ code: 'cancelled', values: {} });
    const cut = sql(`UPDATE _clientele_runs SET state = 'cancelled', error = ? WHERE state = 'running'`).run(
      error,
    ).changes;
    dropUnusedMembers(connection);
    syncViews(connection);
    if (left.size + unpublished.length + cut > 0)
      audit(connection, 'recover', 'unclean', { outputs: left.size, tables: unpublished.length, runs: cut });
  });
  tidy.immediate();
}
