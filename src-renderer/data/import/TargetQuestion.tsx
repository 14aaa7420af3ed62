import { NativeSelect, Radio, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ImportPlan } from '../../../src-main/contract/import.ts';
import type { DatasetView } from '../../../src-main/contract/project.ts';
import { entities, type Entity } from '../../../src-main/contract/table.ts';
import { useText } from '../../i18n/i18n.tsx';
import { dataText, importText } from '../data-text.ts';
import { entityNames } from '../vocabulary.ts';
import { nameProblem } from './import-state.ts';

interface TargetQuestionProps {
  readonly plan: ImportPlan;
  /** The name that was proposed for a new table. */
  readonly proposedName: string;
  readonly datasets: readonly DatasetView[];
  onTarget(target: ImportPlan['target']): void;
  onEntity(entity: Entity): void;
}

type Mode = ImportPlan['target']['mode'];

/** Where the rows go: a new table, or a version of one that is there. */
export function TargetQuestion({ plan, proposedName, datasets, onTarget, onEntity }: TargetQuestionProps): ReactNode {
  const { t } = useText();
  const { target } = plan;
  const first = datasets[0]?.id ?? '';
  const problem = target.mode === 'new' ? nameProblem(target.name, datasets) : null;
  const choose = (mode: Mode): void =>
    onTarget(
      mode === 'new'
        ? { mode, name: proposedName }
        : { mode, datasetId: target.mode === 'new' ? first : target.datasetId },
    );
  return (
    <div className="im-more">
      <Radio.Group value={target.mode} onChange={(mode) => choose(mode)} aria-label={t(importText.target)}>
        <div className="im-more">
          <Radio size="xs" value="new" label={t(importText.newTable)} />
          {datasets.length > 0 && <Radio size="xs" value="append" label={t(importText.appendTo)} />}
          {datasets.length > 0 && <Radio size="xs" value="replace" label={t(importText.replaceOf)} />}
        </div>
      </Radio.Group>
      {target.mode === 'new' ? (
        <TextInput
          label={t(importText.name)}
          value={target.name}
          error={problem && t(problem === 'bad' ? importText.badName : importText.takenName)}
          onChange={(event) => onTarget({ mode: 'new', name: event.currentTarget.value })}
        />
      ) : (
        <NativeSelect
          label={t(importText.dataset)}
          data={datasets.map(({ id, name }) => ({ value: id, label: name }))}
          value={target.datasetId}
          onChange={(event) => onTarget({ ...target, datasetId: event.currentTarget.value })}
        />
      )}
      {target.mode === 'new' && (
        <NativeSelect
          label={t(dataText.entity)}
          data={entities.map((value) => ({ value, label: t(entityNames[value]) }))}
          value={plan.entity}
          onChange={(event) => onEntity(event.currentTarget.value as Entity)}
        />
      )}
    </div>
  );
}
