import type { ReactNode } from 'react';
import { currencySymbol, formatCell, shortNumber } from '../../src-main/contract/format.ts';
import type { ColumnProfile } from '../../src-main/contract/table.ts';
import { numberFormat, type Locale } from '../../src-main/contract/text.ts';
import { COVERED, useCover } from '../app/demo.ts';
import { useText } from '../i18n/i18n.tsx';
import { dataText } from './data-text.ts';

const WIDTH = 168;
const HEIGHT = 34;
/** Values that are named. */
const SHOWN_VALUES = 3;

/** A number or date of a column, short. */
function short(value: number, { column }: ColumnProfile, currency: string | null, locale: Locale): string {
  if (column.type === 'date') return formatCell(value - (value % 86_400_000), column, currency, locale);
  if (Math.abs(value) < 10_000 || column.unit === 'share') return formatCell(value, column, currency, locale);
  return (column.unit === 'money' && currency ? currencySymbol(currency, locale) : '') + shortNumber(value, locale);
}

function Histogram({ profile, currency }: { profile: ColumnProfile; currency: string | null }): ReactNode {
  const { locale, t } = useText();
  const { histogram, quantiles, column } = profile;
  if (!histogram || !quantiles) return null;
  const most = Math.max(...histogram.counts, 1);
  const step = WIDTH / Math.max(1, histogram.counts.length);
  const [low, high, median] = [quantiles.min, quantiles.max, quantiles.median].map((value) =>
    short(value, profile, currency, locale),
  ) as [string, string, string];
  return (
    <div className="pr-chart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        width={WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={t(dataText.histogram, { column: column.name, low, high, median })}
      >
        {histogram.counts.map((count, i) => (
          // A bin that holds anything is seen.
          <rect
            key={i}
            x={i * step + 0.5}
            width={Math.max(1, step - 1)}
            height={count === 0 ? 0 : Math.max(1.5, (count / most) * HEIGHT)}
            y={HEIGHT - (count === 0 ? 0 : Math.max(1.5, (count / most) * HEIGHT))}
            rx={0.5}
            fill="var(--accent-text)"
          />
        ))}
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--line-2)" />
      </svg>
      <div className="pr-ends">
        <span>{low}</span>
        {column.type === 'number' && (
          <span>
            {t(dataText.median)} {median}
          </span>
        )}
        <span>{high}</span>
      </div>
    </div>
  );
}

function TopValues({ profile }: { profile: ColumnProfile }): ReactNode {
  const { locale } = useText();
  const isCovered = useCover();
  const { topValues, nRows, nMissing, column } = profile;
  const say = (value: string): string => {
    if (isCovered(column.role)) return COVERED;
    return column.type === 'boolean' ? formatCell(value === 'true', column, null, locale) : value;
  };
  const n = Math.max(1, nRows - nMissing);
  const percent = numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <ul className="pr-top">
      {(topValues ?? []).slice(0, SHOWN_VALUES).map(({ value, count }) => (
        <li key={value}>
          <span className="pr-bar" aria-hidden="true" style={{ width: `${(count / n) * 100}%` }} />
          <span className="pr-name" translate="no" title={say(value)}>
            {say(value)}
          </span>
          <span className="pr-share">{percent.format(count / n)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What a column holds, in a picture the size of a word or the values that are most frequent. */
export function ProfileChart({ profile, currency }: { profile: ColumnProfile; currency: string | null }): ReactNode {
  const { t } = useText();
  if (profile.nMissing === profile.nRows) return <span className="pr-none">{t(dataText.onlyMissing)}</span>;
  return profile.histogram ? <Histogram profile={profile} currency={currency} /> : <TopValues profile={profile} />;
}
