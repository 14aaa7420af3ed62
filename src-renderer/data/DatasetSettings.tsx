import { NativeSelect, TagsInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { DatasetView } from '../../src-main/contract/project.ts';
import { entities, type Entity } from '../../src-main/contract/table.ts';
import { languageTag } from '../../src-main/contract/text.ts';
import { ErrorLine, useAttempt } from '../figures/use-attempt.tsx';
import { call } from '../engine/call.ts';
import { useText } from '../i18n/i18n.tsx';
import { CurrencyField } from './CurrencyField.tsx';
import { dataText } from './data-text.ts';
import { PictureFolder } from './PictureFolder.tsx';
import { entityNames } from './vocabulary.ts';

/** Monday, 1 January 2024, and the six days after it. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

/** What is true of a whole dataset; every change is an edit that can be undone. */
export function DatasetSettings({ dataset }: { dataset: DatasetView }): ReactNode {
  const { locale, t } = useText();
  const { attempt, error } = useAttempt();
  const update = (patch: Omit<Parameters<typeof call<'dataset.update'>>[1], 'datasetId'>): void =>
    attempt(call('dataset.update', { datasetId: dataset.id, ...patch }));
  const dayName = new Intl.DateTimeFormat(languageTag(locale), { weekday: 'long', timeZone: 'UTC' });
  const days = Array.from({ length: 7 }, (_, i) => ({
    value: String(i + 1),
    label: dayName.format(MONDAY + i * DAY_MS),
  }));
  return (
    <div className="ds-settings">
      <CurrencyField
        currency={dataset.currency}
        onCurrency={(currency) => currency !== dataset.currency && update({ currency })}
      />
      <NativeSelect
        label={t(dataText.entity)}
        data={entities.map((value) => ({ value, label: t(entityNames[value]) }))}
        value={dataset.entity}
        onChange={(event) => update({ entity: event.currentTarget.value as Entity })}
      />
      <NativeSelect
        label={t(dataText.weekStart)}
        data={days}
        value={String(dataset.weekStart)}
        onChange={(event) => update({ weekStart: Number(event.currentTarget.value) })}
      />
      {dataset.columns.some(({ role }) => role === 'itemId') && (
        <TagsInput
          label={t(dataText.notProducts)}
          description={t(dataText.notProductsHelp)}
          placeholder={t(dataText.addCode)}
          value={[...dataset.notProducts]}
          onChange={(notProducts) => update({ notProducts })}
          comboboxProps={{ shadow: 'none' }}
        />
      )}
      {dataset.columns.some(({ role }) => role === 'picture') && <PictureFolder dataset={dataset} />}
      <ErrorLine error={error} />
    </div>
  );
}
