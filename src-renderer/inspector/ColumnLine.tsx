import type { ReactNode } from 'react';
import { formatCell } from '../../src-main/contract/format.ts';
import type { ColumnProfile } from '../../src-main/contract/table.ts';
import { numberFormat, type Locale } from '../../src-main/contract/text.ts';
import { COVERED, useCover } from '../app/demo.ts';
import { ProfileChart } from '../data/ProfileChart.tsx';
import { useText } from '../i18n/i18n.tsx';
import { inspectorText } from './inspector-text.ts';

const BARS = 14;
const DAY_MS = 86_400_000;

/** Whether a picture of the values says anything: the counts of values that are all different do not. */
const hasShape = ({ topValues }: ColumnProfile): boolean => topValues === null || (topValues[0]?.count ?? 0) > 1;

/** A histogram the size of a word: its bins joined to at most {@link BARS}. */
function sparkHeights({ histogram, topValues }: ColumnProfile): number[] {
  const counts = histogram?.counts ?? topValues?.map(({ count }) => count) ?? [];
  const width = Math.max(1, Math.ceil(counts.length / BARS));
  const joined: number[] = [];
  counts.forEach((count, i) => {
    const at = Math.floor(i / width);
    joined[at] = (joined[at] ?? 0) + count;
  });
  const most = Math.max(1, ...joined);
  return joined.map((count) => (count === 0 ? 0 : Math.max(0.06, count / most)));
}

function Spark({ profile }: { profile: ColumnProfile }): ReactNode {
  return (
    <span className="in-spark" aria-hidden="true">
      {hasShape(profile) &&
        sparkHeights(profile).map((height, i) => <i key={i} style={{ height: `${100 * height}%` }} />)}
    </span>
  );
}

function written(value: number, { column }: ColumnProfile, currency: string | null, locale: Locale): string {
  return formatCell(column.type === 'date' ? value - (value % DAY_MS) : value, column, currency, locale);
}

function Details({ profile, currency }: { profile: ColumnProfile; currency: string | null }): ReactNode {
  const { t, locale } = useText();
  const isCovered = useCover();
  const { column, nRows, nMissing, nDistinct, mean, quantiles } = profile;
  const percent = numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  const say = (value: number): string => written(value, profile, currency, locale);
  const facts: [label: string, value: string][] = [
    [t(inspectorText.missingIs), percent.format(nMissing / Math.max(1, nRows))],
    [t(inspectorText.distinctIs), numberFormat(locale).format(nDistinct)],
  ];
  if (quantiles) facts.push([t(inspectorText.middleIs), `${say(quantiles.q25)} – ${say(quantiles.q75)}`]);
  if (column.type === 'number' && mean !== null) facts.push([t(inspectorText.meanIs), say(mean)]);
  return (
    <div className="in-details" translate="no">
      {isCovered(column.role) ? COVERED : <ProfileChart profile={profile} currency={currency} />}
      <dl className="facts in-facts">
        {facts.map(([label, value]) => (
          <div key={label} className="in-fact">
            <dt translate="yes">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

export interface ColumnLineProps {
  readonly profile: ColumnProfile;
  readonly currency: string | null;
  readonly isOpen: boolean;
  onOpen(open: boolean): void;
}

/** One column: its name, the shape of its values, a typical one; opened, everything that was measured. */
export function ColumnLine({ profile, currency, isOpen, onOpen }: ColumnLineProps): ReactNode {
  const { t, locale } = useText();
  const { column, quantiles, nDistinct } = profile;
  const isNumeric = quantiles !== null && column.type !== 'boolean';
  const value = isNumeric
    ? written(quantiles.median, profile, currency, locale)
    : t(inspectorText.distinct, { n: nDistinct });
  const name = column.label ? t(column.label) : column.name;
  return (
    <li>
      <button
        type="button"
        className="in-column"
        aria-expanded={isOpen}
        title={isNumeric ? t(inspectorText.medianOf, { name }) : name}
        onClick={() => onOpen(!isOpen)}
      >
        <span className="in-column-name" translate={column.label ? undefined : 'no'}>
          {name}
        </span>
        <Spark profile={profile} />
        <span className="in-column-value" translate={isNumeric ? 'no' : undefined}>
          {value}
        </span>
      </button>
      {isOpen && <Details profile={profile} currency={currency} />}
    </li>
  );
}
