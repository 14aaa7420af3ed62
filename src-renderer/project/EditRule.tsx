import { Button } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Segment } from '../../src-main/contract/project.ts';
import type { Predicate } from '../../src-main/contract/table.ts';
import { call } from '../engine/call.ts';
import { useCall } from '../engine/queries.ts';
import type { Field } from '../form/fields.ts';
import { Form } from '../form/Form.tsx';
import { useText } from '../i18n/i18n.tsx';
import { projectText } from './project-text.ts';
import { attempt } from './tree-actions.ts';

const CONDITION = {
  kind: 'condition',
  name: 'condition',
  label: projectText.editRule,
  help: null,
  unit: null,
  advanced: false,
  nullable: false,
  empty: null,
} as const;

/** The rule of a live segment as a form; members follow once it is applied. */
export function EditRule({ segment }: { segment: Segment }): ReactNode {
  const { t } = useText();
  const { data } = useCall('table.page', { ref: segment.source, offset: 0, limit: 0 });
  const [edited, setEdited] = useState<Predicate | null>(segment.predicate);
  const isChanged = edited !== null && JSON.stringify(edited) !== JSON.stringify(segment.predicate);
  return (
    <div className="page-rule">
      <Form
        fields={[{ ...CONDITION, preset: segment.predicate } satisfies Field]}
        values={{ condition: edited }}
        columns={{ table: [...(data?.info.columns ?? [])] }}
        onChange={({ condition }) => setEdited((condition ?? null) as Predicate | null)}
      />
      <Button
        disabled={!isChanged}
        onClick={() =>
          edited && attempt(call('segment.update', { segmentId: segment.id, patch: { predicate: edited } }))
        }
      >
        {t(projectText.applyRule)}
      </Button>
    </div>
  );
}
