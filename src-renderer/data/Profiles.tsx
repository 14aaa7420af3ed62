import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatCell } from '../../src-main/contract/format.ts';
import {
  columnRoles,
  units,
  type ColumnProfile,
  type ColumnRole,
  type TableRef,
  type Unit,
} from '../../src-main/contract/table.ts';
import { formatText, numberFormat } from '../../src-main/contract/text.ts';
import { useProfile } from '../grid/use-profile.ts';
import { useText } from '../i18n/i18n.tsx';
import { dataText } from './data-text.ts';
import { ProfileChart } from './ProfileChart.tsx';
import { roleNames, typeNames, unitNames } from './vocabulary.ts';
import './data.css';

/** What a person may say of a column of a dataset. */
export interface ColumnChange {
  readonly role?: ColumnRole | null;
  readonly unit?: Unit | null;
}

/** What is known of the columns apart from their values, where it may be corrected. */
export interface EditableColumns {
  roleOf(column: string): ColumnRole | null;
  unitOf(column: string): Unit | null;
  onChange(column: string, change: ColumnChange): void;
}

interface ProfilesProps {
  readonly tableRef: TableRef;
  readonly currency: string | null;
  /** Absent where roles can only be read. */
  readonly editing?: EditableColumns;
}

function MiddleOf({ profile, currency }: { profile: ColumnProfile; currency: string | null }): ReactNode {
  const { locale, t } = useText();
  const { quantiles, mean, standardDeviation, column } = profile;
  if (!quantiles) return null;
  const written = (value: number): string =>
    formatCell(column.type === 'date' ? value - (value % 86_400_000) : value, column, currency, locale);
  return (
    <div className="pr-middle">
      <div>{t(dataText.middle, { low: written(quantiles.q25), high: written(quantiles.q75) })}</div>
      {column.type === 'number' && mean !== null && standardDeviation !== null && (
        <div>{t(dataText.meanIs, { mean: written(mean), deviation: written(standardDeviation) })}</div>
      )}
    </div>
  );
}

function RoleCell({ profile, editing }: { profile: ColumnProfile; editing: EditableColumns | undefined }): ReactNode {
  const { t } = useText();
  const { name, role, type } = profile.column;
  if (!editing) return role ? t(roleNames[role]) : '';
  return (
    <div className="pr-edit">
      <NativeSelect
        aria-label={t(dataText.roleOf, { column: name })}
        data={[
          { value: '', label: t(dataText.noRole) },
          ...columnRoles.map((value) => ({ value, label: t(roleNames[value]) })),
        ]}
        value={editing.roleOf(name) ?? ''}
        onChange={(event) =>
          editing.onChange(name, {
            role: event.currentTarget.value === '' ? null : (event.currentTarget.value as ColumnRole),
          })
        }
      />
      {type === 'number' && (
        <NativeSelect
          aria-label={t(dataText.unitOf, { column: name })}
          data={[
            { value: '', label: t(dataText.noUnit) },
            ...units.map((value) => ({ value, label: t(unitNames[value]) })),
          ]}
          value={editing.unitOf(name) ?? ''}
          onChange={(event) =>
            editing.onChange(name, {
              unit: event.currentTarget.value === '' ? null : (event.currentTarget.value as Unit),
            })
          }
        />
      )}
    </div>
  );
}

/** What each column holds, over all rows. */
export function Profiles({ tableRef, currency, editing }: ProfilesProps): ReactNode {
  const { locale, t } = useText();
  const { profiles, error } = useProfile(tableRef, true);
  if (!profiles) {
    return (
      <p className="pr-wait" role={error ? 'alert' : 'status'}>
        {t(error ? dataText.profileFailed : dataText.measuring)}
      </p>
    );
  }
  const percent = numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <div className="pr-scroll" role="region" tabIndex={0} aria-label={t(dataText.tabColumns)}>
      <table className="pr">
        <thead>
          <tr>
            <th scope="col">{t(dataText.column)}</th>
            <th scope="col">{t(dataText.role)}</th>
            <th scope="col" className="is-number">
              {t(dataText.missing)}
            </th>
            <th scope="col" className="is-number">
              {t(dataText.distinct)}
            </th>
            <th scope="col">{t(dataText.values)}</th>
          </tr>
        </thead>
        <tbody>
          {profiles.map((profile) => {
            const { name, label, type } = profile.column;
            return (
              <tr key={name}>
                <th scope="row">
                  {label ? formatText(label, undefined, locale) : name}
                  <small>{label ? `${name} · ${t(typeNames[type])}` : t(typeNames[type])}</small>
                </th>
                <td>
                  <RoleCell profile={profile} editing={editing} />
                </td>
                <td className={profile.nMissing > 0 ? 'is-number' : 'is-number is-zero'}>
                  {percent.format(profile.nRows === 0 ? 0 : profile.nMissing / profile.nRows)}
                </td>
                <td className="is-number">{numberFormat(locale).format(profile.nDistinct)}</td>
                <td>
                  <div className="pr-values">
                    <ProfileChart profile={profile} currency={currency} />
                    <MiddleOf profile={profile} currency={currency} />
                  </div>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
