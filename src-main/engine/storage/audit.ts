import type { Connection } from './connection.ts';

/** What was done to the project: codes and counts, never a value. */
export interface AuditEntry {
  readonly at: number;
  readonly action: string;
  readonly code: string;
  readonly counts: Readonly<Record<string, number>>;
}

/** Writes a line of the audit log. */
export function audit(
  { sql }: Connection,
  action: string,
  code: string,
  counts: Readonly<Record<string, number>> = {},
): void {
  sql('INSERT INTO _clientele_audit (at, action, code, counts) VALUES (?, ?, ?, ?)').run(
    Date.now(),
    action,
    code,
    JSON.stringify(counts),
  );
}

/** The newest lines first. */
export function listAudit({ sql }: Connection, limit: number): AuditEntry[] {
  const rows = sql('SELECT at, action, code, counts FROM _clientele_audit ORDER BY id DESC LIMIT ?').all(limit);
  return (rows as (Omit<AuditEntry, 'counts'> & { counts: string })[]).map((row) => ({
    ...row,
    counts: JSON.parse(row.counts) as AuditEntry['counts'],
  }));
}
