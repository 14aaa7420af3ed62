import { Button, Checkbox, Select } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { Locale } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { closeDialog } from './dialogs.ts';
import { askSave } from './files.ts';
import { fileStem } from './use-export.ts';

const text = texts({
  title: { en: 'Write a report', zh: '生成报告' },
  what: {
    en: 'One file with everything this notebook shows. It opens in any browser, without a network, and prints.',
    zh: '把此笔记本的全部内容写入一个文件，可离线在任何浏览器中打开，也可打印。',
  },
  language: { en: 'Language of the report', zh: '报告语言' },
  ids: { en: 'Include customer ids', zh: '包含顾客编号' },
  idsHelp: {
    en: 'Without them, nobody can be recognised in the report.',
    zh: '不包含时，报告中无法认出任何一位顾客。',
  },
  cancel: { en: 'Cancel', zh: '取消' },
  write: { en: 'Choose where and write', zh: '选择位置并生成' },
});

const LANGUAGES = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: '简体中文' },
];

/** Asks what goes into a report and where, and has it written. */
export function ReportDialog({ notebookId }: { notebookId: string }): ReactNode {
  const { t, locale } = useText();
  const notebook = useProject()?.notebooks.find(({ id }) => id === notebookId);
  const [language, setLanguage] = useState<Locale>(locale === 'zh' ? 'zh' : 'en');
  const [includeIds, setIncludeIds] = useState(false);
  const [error, setError] = useState<ErrorPayload | null>(null);
  const write = async (): Promise<void> => {
    const name = `${fileStem(notebook?.title ?? 'report')}.html`;
    const path = await askSave({ title: t(text.title), name, extensions: ['html'] });
    if (!path) return;
    try {
      await call('report.write', { notebookId, path, locale: language, includeIds });
      closeDialog();
    } catch (thrown) {
      setError(toErrorPayload(thrown));
    }
  };
  return (
    <Dialog onClose={closeDialog} title={t(text.title)} width={440}>
      <div className="dialog">
        <p>{t(text.what)}</p>
        <Select
          label={t(text.language)}
          data={LANGUAGES}
          value={language}
          onChange={(chosen) => setLanguage(chosen === 'zh' ? 'zh' : 'en')}
          allowDeselect={false}
          data-autofocus
        />
        <Checkbox
          label={t(text.ids)}
          description={t(text.idsHelp)}
          checked={includeIds}
          onChange={(event) => setIncludeIds(event.currentTarget.checked)}
        />
        {error && <ErrorNote error={error} />}
        <div className="dialog-foot">
          <Button variant="default" onClick={closeDialog}>
            {t(text.cancel)}
          </Button>
          <Button onClick={() => void write()}>{t(text.write)}</Button>
        </div>
      </div>
    </Dialog>
  );
}
