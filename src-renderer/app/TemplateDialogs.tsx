import { Button, Radio, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type SyntheticEvent, type ReactNode } from 'react';
import type { TemplateInfo } from '../../src-main/contract/calls.ts';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { DatasetView } from '../../src-main/contract/project.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { roleNames } from '../data/vocabulary.ts';
import { call } from '../engine/call.ts';
import { queryClient, useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { closeDialog } from './dialogs.ts';
import { notify } from './notices.ts';
import { usePlace } from './place.tsx';

const text = texts({
  saveTitle: { en: 'Save as template', zh: '存为模板' },
  saveWhat: {
    en: 'Keeps the panels and their settings, without any data, to open them on other datasets.',
    zh: '保存面板及其设置（不含数据），以便用于其他数据集。',
  },
  name: { en: 'Name', zh: '名称' },
  save: { en: 'Save', zh: '保存' },
  saved: { en: 'The template “{name}” was saved.', zh: '已保存模板“{name}”。' },
  openTitle: { en: 'Notebook from a template', zh: '用模板新建笔记本' },
  template: { en: 'Template', zh: '模板' },
  own: { en: 'your own', zh: '自建' },
  needs: { en: 'needs {roles}', zh: '需要：{roles}' },
  lacks: { en: '{name} (lacks {roles})', zh: '{name}（缺少{roles}）' },
  choose: { en: 'Choose a dataset', zh: '选择数据集' },
  noData: {
    en: 'Import a dataset first: a template needs one to open on.',
    zh: '请先导入数据集：模板需要数据才能打开。',
  },
  open: { en: 'Add the notebook', zh: '添加笔记本' },
  cancel: { en: 'Cancel', zh: '取消' },
});

function Foot({ action, disabled }: { action: Text; disabled: boolean }): ReactNode {
  const { t } = useText();
  return (
    <div className="dialog-foot">
      <Button variant="default" onClick={closeDialog}>
        {t(text.cancel)}
      </Button>
      <Button type="submit" disabled={disabled} data-autofocus={!disabled || undefined}>
        {t(action)}
      </Button>
    </div>
  );
}

/** Does something as a form is sent, and keeps why it was refused. */
function useSubmit(work: () => Promise<void>): {
  error: ErrorPayload | null;
  onSubmit: (event: SyntheticEvent) => void;
} {
  const [error, setError] = useState<ErrorPayload | null>(null);
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setError(null);
    work().then(closeDialog, (thrown: unknown) => setError(toErrorPayload(thrown)));
  };
  return { error, onSubmit };
}

/** Keeps a notebook without its data. */
export function SaveTemplateDialog({ notebookId }: { notebookId: string }): ReactNode {
  const { t } = useText();
  const notebook = useProject()?.notebooks.find(({ id }) => id === notebookId);
  const [title, setTitle] = useState(notebook?.title ?? '');
  const { error, onSubmit } = useSubmit(async () => {
    await call('template.save', { notebookId, title: title.trim() });
    await queryClient.invalidateQueries({ queryKey: ['template.list'] });
    notify({ tone: 'done', text: text.saved, values: { name: title.trim() } });
  });
  return (
    <Dialog onClose={closeDialog} title={t(text.saveTitle)} width={440}>
      <form className="dialog" onSubmit={onSubmit}>
        <p>{t(text.saveWhat)}</p>
        <TextInput
          label={t(text.name)}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          maxLength={200}
          data-autofocus
        />
        {error && <ErrorNote error={error} />}
        <Foot action={text.save} disabled={title.trim() === ''} />
      </form>
    </Dialog>
  );
}

type Wanted = TemplateInfo['datasets'][number];

const missingRoles = ({ columns }: DatasetView, { roles }: Wanted): string[] =>
  roles.filter((role) => !columns.some((column) => column.role === role));

/** The dataset that fits what a template asks for, one of the same name before others. */
function proposedFor(wanted: Wanted, datasets: readonly DatasetView[]): string | null {
  const fitting = datasets.filter((dataset) => missingRoles(dataset, wanted).length === 0);
  return (fitting.find(({ name }) => name === wanted.key) ?? fitting[0])?.id ?? null;
}

/** Which dataset stands for one that the template asks for; those that lack a role say which. */
function MapDataset({
  wanted,
  datasets,
  value,
  onChange,
}: {
  wanted: Wanted;
  datasets: readonly DatasetView[];
  value: string | null;
  onChange: (datasetId: string | null) => void;
}): ReactNode {
  const { t } = useText();
  const names = (roles: readonly string[]) => ({
    list: roles.map((role) => (roleNames as Readonly<Record<string, Text>>)[role] ?? role),
  });
  const data = datasets.map((dataset) => {
    const missing = missingRoles(dataset, wanted);
    const label = missing.length > 0 ? t(text.lacks, { name: dataset.name, roles: names(missing) }) : dataset.name;
    return { value: dataset.id, label, disabled: missing.length > 0 };
  });
  return (
    <Select
      label={t(wanted.title)}
      description={wanted.roles.length > 0 ? t(text.needs, { roles: names(wanted.roles) }) : undefined}
      placeholder={t(text.choose)}
      data={data}
      value={value}
      onChange={onChange}
    />
  );
}

function OpenForm({
  templates,
  datasets,
  first,
}: {
  templates: readonly TemplateInfo[];
  datasets: readonly DatasetView[];
  first: string | null;
}): ReactNode {
  const { t, locale } = useText();
  const { go } = usePlace();
  const [templateId, setTemplateId] = useState(first ?? templates[0]?.id ?? '');
  const [chosen, setChosen] = useState<Readonly<Record<string, string | null>>>({});
  const template = templates.find(({ id }) => id === templateId);
  const wanted = template?.datasets ?? [];
  const mapped = wanted.map((each) => [each.key, chosen[each.key] ?? proposedFor(each, datasets)] as const);
  const isWhole = template !== undefined && mapped.every(([, datasetId]) => datasetId !== null);
  const { error, onSubmit } = useSubmit(async () => {
    const given = Object.fromEntries(mapped.map(([key, datasetId]) => [key, datasetId ?? '']));
    const { notebookId } = await call('template.open', { templateId, datasets: given, locale });
    await queryClient.invalidateQueries({ queryKey: ['project.view'] });
    go({ kind: 'notebook', notebookId });
  });
  return (
    <form className="dialog" onSubmit={onSubmit}>
      <Radio.Group label={t(text.template)} value={templateId} onChange={setTemplateId}>
        <div className="choices">
          {templates.map(({ id, title, summary, builtIn }) => (
            <Radio
              key={id}
              value={id}
              label={builtIn ? t(title) : `${t(title)} · ${t(text.own)}`}
              description={t(summary)}
            />
          ))}
        </div>
      </Radio.Group>
      {datasets.length === 0 && <p className="hint">{t(text.noData)}</p>}
      {wanted.map((each, i) => (
        <MapDataset
          key={each.key}
          wanted={each}
          datasets={datasets}
          value={mapped[i]?.[1] ?? null}
          onChange={(datasetId) => setChosen({ ...chosen, [each.key]: datasetId })}
        />
      ))}
      {error && <ErrorNote error={error} />}
      <Foot action={text.open} disabled={!isWhole} />
    </form>
  );
}

/** Adds a template's notebook: which template, and which dataset stands for each that it asks for. */
export function OpenTemplateDialog({ templateId }: { templateId: string | null }): ReactNode {
  const { t } = useText();
  const datasets = useProject()?.datasets ?? [];
  const { data: templates } = useQuery({
    queryKey: ['template.list', {}],
    queryFn: () => call('template.list', {}),
  });
  return (
    <Dialog onClose={closeDialog} title={t(text.openTitle)} width={520}>
      {templates && <OpenForm templates={templates} datasets={datasets} first={templateId} />}
    </Dialog>
  );
}
