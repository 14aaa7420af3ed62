import { ClienteleError } from '../../../contract/errors.ts';
import { segment as segmentSchema, type Segment } from '../../../contract/project.ts';
import type { Draft } from '../draft.ts';
import { newId } from '../ids.ts';
import { ensureMembers } from '../members.ts';
import { runAtOnce } from '../bulk.ts';
import { checked, edit, given, label, requireObject } from './define-edit.ts';

export type NewSegment = Omit<Segment, 'id'> & { readonly id?: string };
export type SegmentPatch = Partial<Omit<Segment, 'id'>>;

const requireSegment = (draft: Draft, segmentId: string): Segment =>
  requireObject<Segment>(draft, 'segments', segmentId);

function put(draft: Draft, segment: Segment): void {
  const same = draft
    .all<Segment>('segments', 'id')
    .find((other) => other.name === segment.name && other.id !== segment.id);
  if (same) {
    const owner = { en: 'another segment', zh: '另一个细分群体' };
    throw new ClienteleError('name-taken', { name: segment.name, owner });
  }
  draft.put('segments', segment.id, checked(segmentSchema, segment));
  runAtOnce(ensureMembers(draft.connection, segment.membersHash));
}

export const segmentEdits = {
  /** Keeps a group; its members are a stored table whose first column holds their keys. */
  addSegment: edit<{ segment: NewSegment }>({
    label: (_draft, { segment: { name } }) =>
      label('add-segment', { en: 'Keep segment “{name}”', zh: '保存细分群体“{name}”' }, { name }),
    apply(draft, { segment }) {
      const id = segment.id ?? newId();
      put(draft, { ...segment, id });
      return id;
    },
  }),

  updateSegment: edit<{ segmentId: string; patch: SegmentPatch }>({
    label: (draft, { segmentId, patch }) =>
      label(
        'update-segment',
        { en: 'Change segment “{name}”', zh: '更改细分群体“{name}”' },
        { name: patch.name ?? requireSegment(draft, segmentId).name },
      ),
    apply(draft, { segmentId, patch }) {
      put(draft, { ...requireSegment(draft, segmentId), ...given(patch) });
      return segmentId;
    },
  }),

  deleteSegment: edit<{ segmentId: string }>({
    label: (draft, { segmentId }) =>
      label(
        'delete-segment',
        { en: 'Delete segment “{name}”', zh: '删除细分群体“{name}”' },
        { name: requireSegment(draft, segmentId).name },
      ),
    apply(draft, { segmentId }) {
      requireSegment(draft, segmentId);
      draft.remove('segments', segmentId);
      return segmentId;
    },
  }),
};
