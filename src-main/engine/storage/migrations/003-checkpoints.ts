/** Where runs that were cut short can go on from: one stored state for each cache key. */
export const checkpoints = `
CREATE TABLE _clientele_checkpoints (key TEXT PRIMARY KEY, hash TEXT NOT NULL, saved_at INTEGER NOT NULL) WITHOUT ROWID;
`;
