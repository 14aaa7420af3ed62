import { Autocomplete } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import { dataText } from './data-text.ts';
import { COMMON_CURRENCIES } from './vocabulary.ts';

/** An ISO 4217 code; empty for unknown. */
export function CurrencyField({
  currency,
  onCurrency,
}: {
  currency: string | null;
  onCurrency: (currency: string | null) => void;
}): ReactNode {
  const { t } = useText();
  const [draft, setDraft] = useState<string | null>(null);
  const take = (text: string): void => {
    const code = text.trim().toUpperCase();
    if (code === '') onCurrency(null);
    else if (/^[A-Z]{3}$/.test(code)) onCurrency(code);
  };
  const change = (text: string): void => {
    setDraft(text);
    take(text);
  };
  return (
    <Autocomplete
      label={t(dataText.currency)}
      description={t(dataText.currencyHelp)}
      placeholder={t(dataText.noCurrency)}
      data={[...COMMON_CURRENCIES]}
      maxLength={3}
      value={draft ?? currency ?? ''}
      onChange={change}
      onBlur={() => setDraft(null)}
      comboboxProps={{ shadow: 'none' }}
    />
  );
}
