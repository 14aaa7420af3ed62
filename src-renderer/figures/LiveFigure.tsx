import type { ReactNode } from 'react';
import type { Figure } from '../../src-main/contract/figure.ts';
import { formatLabel } from '../../src-main/contract/text.ts';
import { useText } from '../i18n/i18n.tsx';
import { useTheme } from '../theme/theme.tsx';
import { Plot } from './Plot.tsx';
import { readTheme } from './theme.ts';
import { useMemo } from 'react';

/** A figure that is still forming, drawn anew with each step of its run; there is nothing to select or save yet. */
export function LiveFigure({ figure }: { figure: Figure }): ReactNode {
  const { locale } = useText();
  const { scheme } = useTheme();
  // The tokens follow the scheme, so they are read again whenever it changes.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const theme = useMemo(() => readTheme(document.body), [scheme]);
  return (
    <figure className="fg" style={{ margin: 0 }}>
      <figcaption className="fg-sub">{formatLabel(figure.title, locale)}</figcaption>
      <div role="img" aria-label={formatLabel(figure.summary, locale)}>
        <Plot
          {...{ figure, locale, theme }}
          points={null}
          selectedBars={null}
          drag={null}
          revision={figure.kind}
          outlined={false}
        />
      </div>
    </figure>
  );
}
