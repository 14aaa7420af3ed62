import { QueryClientProvider } from '@tanstack/react-query';
import { useCallback, type ReactNode } from 'react';
import type { Locale } from '../../src-main/contract/text.ts';
import { queryClient } from '../engine/queries.ts';
import { TextProvider } from '../i18n/i18n.tsx';
import { ThemeProvider, type ThemeChoice } from '../theme/theme.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { changePreferences, systemLocale, usePreferences } from './preferences.ts';
import { Workbench } from './Workbench.tsx';

/** The window with what everything in it needs: a language, a theme, and answers of the engine. */
export function App(): ReactNode {
  const { locale, theme } = usePreferences();
  const onLocale = useCallback((next: Locale) => changePreferences({ locale: next }), []);
  const onTheme = useCallback((next: ThemeChoice) => changePreferences({ theme: next }), []);
  return (
    <QueryClientProvider client={queryClient}>
      <TextProvider locale={locale ?? systemLocale()} onLocale={onLocale}>
        <ThemeProvider choice={theme} onChoice={onTheme}>
          <Boundary>
            <Workbench />
          </Boundary>
        </ThemeProvider>
      </TextProvider>
    </QueryClientProvider>
  );
}
