/**
 * What a person edits: notebooks, panels, datasets with their versions, segments and settings; the history by which each
 * edit can be undone; and the audit log.
 */
export const definition = `
CREATE TABLE _clientele_notebooks (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, position REAL NOT NULL
);
CREATE TABLE _clientele_panels (
  id TEXT PRIMARY KEY, notebook_id TEXT NOT NULL, position REAL NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,
  step TEXT NOT NULL, step_version INTEGER NOT NULL, parameters TEXT NOT NULL, inputs TEXT NOT NULL, body TEXT NOT NULL,
  names TEXT NOT NULL, seed INTEGER NOT NULL, collapsed INTEGER NOT NULL, disabled INTEGER NOT NULL
);
CREATE INDEX _clientele_panels_by_notebook ON _clientele_panels (notebook_id, position);
CREATE TABLE _clientele_datasets (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, currency TEXT, week_start INTEGER NOT NULL, zone TEXT, entity TEXT NOT NULL,
  columns TEXT NOT NULL, not_products TEXT NOT NULL, version INTEGER NOT NULL
);
CREATE TABLE _clientele_dataset_versions (
  id TEXT PRIMARY KEY, dataset_id TEXT NOT NULL, version INTEGER NOT NULL, output_hash TEXT NOT NULL, n_rows INTEGER NOT NULL,
  imported_at INTEGER NOT NULL, files TEXT NOT NULL, rejects_hash TEXT, rejects_rows INTEGER NOT NULL
);
CREATE INDEX _clientele_dataset_versions_by_dataset ON _clientele_dataset_versions (dataset_id, version);
CREATE TABLE _clientele_segments (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, entity TEXT NOT NULL, kind TEXT NOT NULL, source TEXT NOT NULL, predicate TEXT NOT NULL,
  members_hash TEXT NOT NULL, count INTEGER NOT NULL
);
CREATE TABLE _clientele_settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE _clientele_history (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, label TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE _clientele_history_changes (
  seq INTEGER NOT NULL, n INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL, before TEXT, after TEXT, PRIMARY KEY (seq, n)
) WITHOUT ROWID;
-- Outputs that an entry needs when it is undone or redone.
CREATE TABLE _clientele_history_outputs (seq INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (seq, hash)) WITHOUT ROWID;
-- The runs that a changed panel showed before the change and, once undone, after it.
CREATE TABLE _clientele_history_runs (
  seq INTEGER NOT NULL, panel_id TEXT NOT NULL, side TEXT NOT NULL, run_id TEXT NOT NULL, PRIMARY KEY (seq, panel_id, side)
) WITHOUT ROWID;

CREATE TABLE _clientele_audit (
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, code TEXT NOT NULL, counts TEXT NOT NULL
);
`;
