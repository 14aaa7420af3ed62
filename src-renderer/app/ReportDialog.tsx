import { Button, Checkbox, Select } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { Locale } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { reportPictures } from '../items/report-pictures.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { closeDialog } from './dialogs.ts';
import { askSave } from './files.ts';
import { askPdf, canPrint } from './printing.ts';
import { fileStem } from './use-export.ts';

const text = texts({
  title: { en: 'Write a report', zh: '生成报告' },
  what: {
    en: 'One file with everything this notebook shows. It opens in any browser, without a network, and prints.',
    zh: '把此笔记本的全部内容写入一个文件，可离线在任何浏览器中打开，也可打印。',
  },
  sheet: { en: 'Write the persona cards', zh: '导出画像页' },
  sheetWhat: {
    en: 'The cards as pages of A4, to print or to send: with your own words, without what you hid.',
    zh: '把画像卡写成 A4 页面，可打印或发送：使用自己的说法，不含已隐藏的句子。',
  },
  pages: { en: 'Pages', zh: '页面' },
  each: { en: 'One card a page', zh: '每页一张画像卡' },
  together: { en: 'As many as there is room for', zh: '尽量多排' },
  format: { en: 'File', zh: '文件' },
  html: { en: 'Web page (HTML)', zh: '网页（HTML）' },
  pdf: { en: 'PDF', zh: 'PDF' },
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

interface ReportDialogProps {
  readonly notebookId: string;
  /** The panel of whose cards a sheet is written; null for a report of the whole notebook. */
  readonly sheetOf: string | null;
}

/** Asks what goes into a report or a sheet of cards, and where, and has it written. */
export function ReportDialog({ notebookId, sheetOf }: ReportDialogProps): ReactNode {
  const { t, locale } = useText();
  const notebook = useProject()?.notebooks.find(({ id }) => id === notebookId);
  const [language, setLanguage] = useState<Locale>(locale === 'zh' ? 'zh' : 'en');
  const [includeIds, setIncludeIds] = useState(false);
  const [format, setFormat] = useState<'html' | 'pdf'>('html');
  const [onePerPage, setOnePerPage] = useState(true);
  const title = t(sheetOf === null ? text.title : text.sheet);
  const [error, setError] = useState<ErrorPayload | null>(null);
  const write = async (): Promise<void> => {
    const name = `${fileStem(notebook?.title ?? 'report')}.${format}`;
    try {
      const path = await (format === 'pdf' ? askPdf({ title, name }) : askSave({ title, name, extensions: ['html'] }));
      if (!path) return;
      const sheet = sheetOf === null ? null : { panelId: sheetOf, onePerPage };
      const pictures = sheet ? {} : await reportPictures(notebookId);
      await call('report.write', { notebookId, path, locale: language, includeIds, pictures, sheet });
      closeDialog();
    } catch (thrown) {
      setError(toErrorPayload(thrown));
    }
  };
  return (
    <Dialog onClose={closeDialog} title={title} width={440}>
      <div className="dialog">
        <p>{t(sheetOf === null ? text.what : text.sheetWhat)}</p>
        <Select
          label={t(text.language)}
          data={LANGUAGES}
          value={language}
          onChange={(chosen) => setLanguage(chosen === 'zh' ? 'zh' : 'en')}
          allowDeselect={false}
          data-autofocus
        />
        {sheetOf !== null && (
          <Select
            label={t(text.pages)}
            data={[
              { value: 'each', label: t(text.each) },
              { value: 'together', label: t(text.together) },
            ]}
            value={onePerPage ? 'each' : 'together'}
            onChange={(chosen) => setOnePerPage(chosen !== 'together')}
            allowDeselect={false}
          />
        )}
        {canPrint && (
          <Select
            label={t(text.format)}
            data={[
              { value: 'html', label: t(text.html) },
              { value: 'pdf', label: t(text.pdf) },
            ]}
            value={format}
            onChange={(chosen) => setFormat(chosen === 'pdf' ? 'pdf' : 'html')}
            allowDeselect={false}
          />
        )}
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
