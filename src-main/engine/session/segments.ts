import { ClienteleError } from '../../contract/errors.ts';
import type { Segment } from '../../contract/project.ts';
import type { Predicate, TableRef } from '../../contract/table.ts';
import type { Session } from './session.ts';
import { selectionSpec, storedTable } from './table-refs.ts';

/** Stores the distinct keys behind a condition and says what they are. */
export async function storeMembers(
  session: Session,
  source: TableRef,
  predicate: Predicate,
): Promise<Pick<Segment, 'entity' | 'membersHash' | 'count'>> {
  const members = await session.tools.readers.query(session.path, {
    kind: 'members',
    selection: selectionSpec(session, { source, predicate }),
  });
  const { hash, info } = await session.writer.call('putTable', members);
  return { entity: info.entity, membersHash: hash, count: info.nRows };
}

/** What a segment's rule was last evaluated on and gave, by segment; it is read again only where either is another. */
const lastRead = new WeakMap<Session, Map<string, string>>();

/**
 * Evaluates live segments again where their table has new content; a panel that reads one then goes stale by its
 * membership hash. A segment whose table is gone keeps its last members.
 */
export async function refreshLiveSegments(session: Session): Promise<void> {
  const read = lastRead.get(session) ?? new Map<string, string>();
  lastRead.set(session, read);
  let changed = false;
  for (const { id, kind, source, predicate, membersHash } of session.snapshot.segments) {
    if (kind !== 'rule') continue;
    try {
      const content = `${storedTable(session, source).contentHash} ${JSON.stringify(predicate)}`;
      if (read.get(id) === `${content} ${membersHash}`) continue;
      const members = await storeMembers(session, source, predicate);
      read.set(id, `${content} ${members.membersHash}`);
      if (members.membersHash === membersHash) continue;
      await session.writer.call('setSegmentMembers', id, members.membersHash, members.count);
      changed = true;
    } catch (thrown) {
      if (!(thrown instanceof ClienteleError)) throw thrown;
    }
  }
  if (changed) await session.refresh();
}
