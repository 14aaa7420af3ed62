import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import {
  encodings,
  importFormats,
  layouts,
  type ImportOptions,
  type ImportPreview,
} from '../../../src-main/contract/import.ts';
import type { Text } from '../../../src-main/contract/text.ts';
import { useText } from '../../i18n/i18n.tsx';
import { importText } from '../data-text.ts';
import { delimiterNames, encodingNames, formatNames } from '../vocabulary.ts';
import { wordsOf } from './import-state.ts';

interface ReadingQuestionProps {
  readonly preview: ImportPreview;
  onRead(change: Omit<ImportOptions, 'columns'>): void;
}

/** Words in one field; they count once one leaves it, not at every letter. */
export function WordsField({
  label,
  words,
  description,
  placeholder,
  onWords,
}: {
  label: string;
  words: readonly string[];
  description?: string;
  placeholder?: string;
  onWords: (words: string[]) => void;
}): ReactNode {
  const [draft, setDraft] = useState<string | null>(null);
  const written = words.join(' ');
  const commit = (): void => {
    if (draft !== null && draft !== written) onWords(wordsOf(draft));
    setDraft(null);
  };
  return (
    <TextInput
      {...{ label, description, placeholder }}
      value={draft ?? written}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}

/** How the files are read: everything that was detected, to be corrected. */
export function ReadingQuestion({ preview, onRead }: ReadingQuestionProps): ReactNode {
  const { t } = useText();
  const { plan, tables } = preview;
  const options = <K extends string>(names: Readonly<Record<K, Text>>, values: readonly K[]) =>
    values.map((value) => ({ value, label: t(names[value]) }));
  const isText = plan.format === 'csv';
  const delimiters = Object.keys(delimiterNames).includes(plan.delimiter)
    ? Object.keys(delimiterNames)
    : [plan.delimiter, ...Object.keys(delimiterNames)];
  return (
    <div className="im-fields">
      <NativeSelect
        label={t(importText.format)}
        data={options(formatNames, importFormats)}
        value={plan.format}
        onChange={(event) => onRead({ format: event.currentTarget.value as typeof plan.format })}
      />
      {tables.length > 0 && (
        <NativeSelect
          label={t(importText.sheet)}
          data={[...tables]}
          value={plan.table ?? ''}
          onChange={(event) => onRead({ table: event.currentTarget.value })}
        />
      )}
      {(isText || plan.format === 'jsonl') && (
        <NativeSelect
          label={t(importText.encoding)}
          data={options(encodingNames, encodings)}
          value={plan.encoding}
          onChange={(event) => onRead({ encoding: event.currentTarget.value as typeof plan.encoding })}
        />
      )}
      {isText && (
        <>
          <NativeSelect
            label={t(importText.delimiter)}
            data={delimiters.map((value) => ({
              value,
              label: delimiterNames[value] ? t(delimiterNames[value]) : value,
            }))}
            value={plan.delimiter}
            onChange={(event) => onRead({ delimiter: event.currentTarget.value })}
          />
          <NativeSelect
            label={t(importText.quote)}
            data={[
              { value: '"', label: '"' },
              { value: "'", label: "'" },
              { value: '', label: t(importText.noQuote) },
            ]}
            value={plan.quote}
            onChange={(event) => onRead({ quote: event.currentTarget.value })}
          />
          <NativeSelect
            label={t(importText.layout)}
            data={layouts.map((value) => ({
              value,
              label: t(value === 'rows' ? importText.layoutRows : importText.layoutLists),
            }))}
            value={plan.layout}
            onChange={(event) => onRead({ layout: event.currentTarget.value as typeof plan.layout })}
          />
        </>
      )}
      <NativeSelect
        label={t(importText.decimal)}
        data={['.', ',']}
        value={plan.decimal}
        onChange={(event) => onRead({ decimal: event.currentTarget.value as '.' | ',' })}
      />
      <NativeSelect
        label={t(importText.shortRows)}
        data={[
          { value: 'fill', label: t(importText.shortFill) },
          { value: 'reject', label: t(importText.shortReject) },
        ]}
        value={plan.shortRows}
        onChange={(event) => onRead({ shortRows: event.currentTarget.value as typeof plan.shortRows })}
      />
      {plan.format !== 'jsonl' && plan.format !== 'sqlite' && (
        <>
          <NumberInput
            label={t(importText.skipLines)}
            min={0}
            max={1000}
            clampBehavior="strict"
            allowDecimal={false}
            value={plan.skipLines}
            onChange={(value) => onRead({ skipLines: Number(value) })}
          />
          <Checkbox
            className="im-wide"
            label={t(importText.header)}
            checked={plan.header}
            onChange={(event) => onRead({ header: event.currentTarget.checked })}
          />
        </>
      )}
      <div className="im-wide">
        <WordsField
          label={t(importText.missingWords)}
          description={t(importText.missingHint)}
          words={plan.missingWords}
          onWords={(missingWords) => onRead({ missingWords })}
        />
      </div>
    </div>
  );
}
