import { createContext, useContext, useEffect, useMemo, type ReactNode } from 'react';
import {
  formatLabel,
  formatText,
  languageTag,
  type Label,
  type Locale,
  type Message,
  type MessageValues,
  type Text,
} from '../../src-main/contract/text.ts';

/** How a component says things in the language of the window. */
export interface Words {
  readonly locale: Locale;
  t(text: Text, values?: MessageValues): string;
  /** Renders a label or a message; data passes through untouched. */
  label(label: Label | Message): string;
  setLocale(locale: Locale): void;
}

const WordsContext = createContext<Words | null>(null);

/** Gives everything below it a language, and tells assistive technology which. */
export function TextProvider({
  locale,
  onLocale,
  children,
}: {
  locale: Locale;
  onLocale: (locale: Locale) => void;
  children: ReactNode;
}): ReactNode {
  useEffect(() => {
    document.documentElement.lang = locale === 'pseudo' ? 'en' : languageTag(locale);
  }, [locale]);
  const words = useMemo(
    (): Words => ({
      locale,
      t: (text, values) => formatText(text, values, locale),
      label: (label) => formatLabel(label, locale),
      setLocale: onLocale,
    }),
    [locale, onLocale],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** The words of the window's language; changing it renders everything anew. */
export function useText(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('useText needs a TextProvider above it');
  return words;
}
