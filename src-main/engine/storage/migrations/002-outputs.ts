/** What panels and imports make: runs, immutable outputs with their bytes, and the tables and views that SQL reads. */
export const outputs = `
CREATE TABLE _clientele_outputs (
  hash TEXT PRIMARY KEY, kind TEXT NOT NULL, bytes INTEGER NOT NULL, head TEXT NOT NULL, created_at INTEGER NOT NULL,
  complete INTEGER NOT NULL
);
CREATE TABLE _clientele_artifacts (
  output_hash TEXT NOT NULL, chunk INTEGER NOT NULL, codec TEXT NOT NULL, raw_bytes INTEGER NOT NULL, crc INTEGER NOT NULL,
  bytes BLOB NOT NULL, PRIMARY KEY (output_hash, chunk)
);
CREATE TABLE _clientele_published (
  hash TEXT PRIMARY KEY, tbl TEXT NOT NULL UNIQUE, bytes INTEGER NOT NULL, complete INTEGER NOT NULL
);
CREATE TABLE _clientele_views (name TEXT PRIMARY KEY COLLATE NOCASE, hash TEXT NOT NULL);

CREATE TABLE _clientele_runs (
  id TEXT PRIMARY KEY, panel_id TEXT NOT NULL, panel_title TEXT NOT NULL, step TEXT NOT NULL, step_version INTEGER NOT NULL,
  key TEXT NOT NULL, parameters TEXT NOT NULL, seed INTEGER NOT NULL, inputs TEXT NOT NULL, state TEXT NOT NULL,
  started_at INTEGER NOT NULL, duration_ms REAL NOT NULL, backend TEXT NOT NULL, warnings TEXT NOT NULL, error TEXT,
  outputs TEXT NOT NULL, pinned INTEGER NOT NULL, evicted INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX _clientele_runs_by_key ON _clientele_runs (key, started_at);
CREATE INDEX _clientele_runs_by_panel ON _clientele_runs (panel_id, started_at);
CREATE TABLE _clientele_run_outputs (run_id TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (run_id, hash)) WITHOUT ROWID;
CREATE INDEX _clientele_run_outputs_by_hash ON _clientele_run_outputs (hash);
CREATE TABLE _clientele_current_runs (panel_id TEXT PRIMARY KEY, run_id TEXT NOT NULL) WITHOUT ROWID;

-- Members of segments, once for each distinct set.
CREATE TABLE _clientele_member_sets (id INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE);
CREATE TABLE _clientele_members (set_id INTEGER NOT NULL, key TEXT NOT NULL, PRIMARY KEY (set_id, key)) WITHOUT ROWID;
CREATE VIEW segments AS SELECT name, entity, kind, count FROM _clientele_segments;
CREATE VIEW segment_members AS
  SELECT s.name AS segment, m.key AS key
  FROM _clientele_segments AS s
  JOIN _clientele_member_sets AS t ON t.hash = s.members_hash
  JOIN _clientele_members AS m ON m.set_id = t.id;
`;
