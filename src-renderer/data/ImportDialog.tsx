import { Alert, Button, Loader, Modal } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { errorTexts, toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { ImportColumn, ImportPlan, ImportPreview } from '../../src-main/contract/import.ts';
import type { DatasetView } from '../../src-main/contract/project.ts';
import { numberFormat } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { baseName } from '../ui/base-name.ts';
import { useFocusReturn } from '../ui/use-focus-return.ts';
import { CurrencyField } from './CurrencyField.tsx';
import { importText } from './data-text.ts';
import { ColumnsQuestion } from './import/ColumnsQuestion.tsx';
import {
  freeName,
  isUnsure,
  nameProblem,
  NO_CHOICES,
  planOf,
  questionsFor,
  readAs,
  sayOfColumn,
  type ImportChoices,
  type Question,
} from './import/import-state.ts';
import { ImportRun } from './import/ImportRun.tsx';
import { PreviewTable } from './import/PreviewTable.tsx';
import { ReadingQuestion } from './import/ReadingQuestion.tsx';
import { TargetQuestion } from './import/TargetQuestion.tsx';
import { usePreview } from './import/use-preview.ts';
import { delimiterNames, encodingNames, formatNames, roleNames, tableRoleNames } from './vocabulary.ts';
import './data.css';

export interface ImportDialogProps {
  readonly paths: readonly string[];
  /** Where the rows go, where that is known: next month's file of a dataset. */
  readonly target?: ImportPlan['target'];
  /** With the dataset that was made or got new rows; without where nothing was imported. */
  onClose(datasetId?: string): void;
}

/** Importing files: everything is proposed and shown, one question after another is asked, nothing happens before the end. */
export function ImportDialog({ paths, target, onClose }: ImportDialogProps): ReactNode {
  const { t } = useText();
  useFocusReturn();
  const datasets = useProject()?.datasets;
  const [run, setRun] = useState<{ jobId: string | null; failure: ErrorPayload | null } | null>(null);
  const [choices, setChoices] = useState<ImportChoices>({ ...NO_CHOICES, target: target ?? null });
  const existing = target && target.mode !== 'new' ? datasets?.find(({ id }) => id === target.datasetId) : undefined;
  const title = existing
    ? t(target?.mode === 'append' ? importText.titleAppend : importText.titleReplace, { name: existing.name })
    : t(importText.title);
  const start = (plan: ImportPlan): void => {
    setRun({ jobId: null, failure: null });
    call('import.run', { plan }).then(
      ({ jobId }) => setRun({ jobId, failure: null }),
      (thrown: unknown) => setRun({ jobId: null, failure: toErrorPayload(thrown) }),
    );
  };
  return (
    <Modal
      opened
      onClose={() => onClose()}
      title={title}
      size="min(1180px, 94vw)"
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t(importText.close) }}
      closeOnClickOutside={false}
      classNames={{ body: 'im-body', content: 'im-content' }}
      transitionProps={{ duration: 0 }}
    >
      {run && <ImportRun {...run} onBack={() => setRun(null)} onDone={onClose} />}
      {/* The questions stay as they were while the import runs, for the way back. */}
      <div className="im-questions" hidden={run !== null}>
        <Questions paths={paths} datasets={datasets ?? []} choices={choices} onChoices={setChoices} onStart={start} />
      </div>
    </Modal>
  );
}

interface QuestionsProps {
  readonly paths: readonly string[];
  readonly datasets: readonly DatasetView[];
  readonly choices: ImportChoices;
  onChoices(choices: ImportChoices): void;
  onStart(plan: ImportPlan): void;
}

function Problem({ error }: { error: ErrorPayload }): ReactNode {
  const { t } = useText();
  const { what, todo } = errorTexts[error.code];
  return (
    <Alert color="red" role="alert">
      {t(what, error.values)} {t(todo, error.values)}
    </Alert>
  );
}

function Questions({ paths, datasets, choices, onChoices, onStart }: QuestionsProps): ReactNode {
  const { t } = useText();
  const { preview, error, looking } = usePreview(paths, choices.options);
  if (!preview) {
    if (error) return <Problem error={error} />;
    return (
      <p className="im-looking" role="status">
        <Loader size="xs" /> {t(importText.looking)}
      </p>
    );
  }
  return (
    <>
      {error && <Problem error={error} />}
      <Asking {...{ preview, datasets, choices, onChoices, onStart }} stale={looking || error !== null} />
    </>
  );
}

/** What the proposal is, in a few words, for each question. */
function useSummary(
  preview: ImportPreview,
  plan: ImportPlan,
  datasets: readonly DatasetView[],
): (question: Question) => string {
  const { t } = useText();
  return (question) => {
    switch (question) {
      case 'reading':
        return plan.format === 'csv'
          ? [
              t(encodingNames[plan.encoding]),
              t(delimiterNames[plan.delimiter] ?? { en: plan.delimiter, zh: plan.delimiter }),
            ].join(' · ')
          : [t(formatNames[plan.format]), plan.table ?? ''].filter((text) => text !== '').join(' · ');
      case 'columns':
        return (
          plan.columns.flatMap(({ role, include }) => (role && include ? [t(roleNames[role])] : [])).join(' · ') ||
          t(tableRoleNames[preview.tableRole])
        );
      case 'money':
        return plan.currency ?? '—';
      case 'target': {
        const { target } = plan;
        return target.mode === 'new' ? target.name : (datasets.find(({ id }) => id === target.datasetId)?.name ?? '');
      }
    }
  };
}

function Asking({
  preview,
  datasets,
  choices,
  onChoices,
  onStart,
  stale,
}: Omit<QuestionsProps, 'paths'> & { preview: ImportPreview; stale: boolean }): ReactNode {
  const { locale, t, label } = useText();
  const [asked, setAsked] = useState<Question>('reading');
  const nextRef = useRef<HTMLButtonElement>(null);
  // The dialog opened before there was anything to answer.
  useEffect(() => nextRef.current?.focus(), []);
  const plan = planOf(preview, choices, datasets);
  const questions = questionsFor(preview);
  const current = questions.includes(asked) ? asked : 'columns';
  const summaryOf = useSummary(preview, plan, datasets);
  const next = questions[questions.indexOf(current) + 1];
  const blocked = plan.target.mode === 'new' && nameProblem(plan.target.name, datasets) !== null;
  const say = useCallback(
    (source: string, said: Partial<ImportColumn>) =>
      onChoices({ ...choices, options: sayOfColumn(choices.options, source, said) }),
    [choices, onChoices],
  );
  const size = numberFormat(locale, {
    style: 'unit',
    unit: preview.bytes >= 1e6 ? 'megabyte' : 'kilobyte',
    maximumFractionDigits: 1,
  }).format(preview.bytes / (preview.bytes >= 1e6 ? 1e6 : 1e3));
  const [first] = plan.sources;
  const proposedName = preview.plan.target.mode === 'new' ? freeName(preview.plan.target.name, datasets) : '';
  return (
    <>
      <div className="im-columns-2">
        <nav className="im-steps" aria-label={t(importText.steps)}>
          <p className="im-hint" title={plan.sources.map(({ path }) => baseName(path)).join('\n')}>
            {t(importText.files, { n: plan.sources.length, name: baseName(first?.path ?? ''), size })}
          </p>
          <ol>
            {questions.map((question) => (
              <li key={question}>
                <button
                  type="button"
                  className="im-step"
                  aria-current={question === current ? 'step' : undefined}
                  onClick={() => setAsked(question)}
                >
                  <span className={isUnsure(question, preview, plan) ? 'im-mark is-unsure' : 'im-mark'}>
                    {isUnsure(question, preview, plan) ? (
                      <IconAlertTriangle size={14} stroke={1.8} />
                    ) : (
                      <IconCheck size={14} stroke={2} />
                    )}
                  </span>
                  <span>
                    <b>{t(importText[question])}</b>
                    <small>{summaryOf(question)}</small>
                  </span>
                </button>
              </li>
            ))}
          </ol>
        </nav>
        <section className="im-question" aria-label={t(importText[current])}>
          <h3>{t(importText[current])}</h3>
          <p className="im-hint">{t(importText[`${current}Hint`])}</p>
          {current === 'reading' && (
            <ReadingQuestion
              preview={preview}
              onRead={(change) => onChoices({ ...choices, options: readAs(choices.options, change) })}
            />
          )}
          {current === 'columns' && <ColumnsQuestion preview={preview} onSay={say} />}
          {current === 'money' && (
            <CurrencyField currency={plan.currency} onCurrency={(currency) => onChoices({ ...choices, currency })} />
          )}
          {current === 'target' && (
            <TargetQuestion
              {...{ plan, proposedName, datasets }}
              onTarget={(target) => onChoices({ ...choices, target })}
              onEntity={(entity) => onChoices({ ...choices, entity })}
            />
          )}
        </section>
      </div>
      {preview.warnings.length > 0 && (
        <ul className="im-warnings" tabIndex={0} aria-label={t(importText.warnings)}>
          {preview.warnings.map((warning, i) => (
            <li key={i}>
              <IconAlertTriangle size={14} stroke={1.8} /> {label(warning)}
            </li>
          ))}
        </ul>
      )}
      <p className="im-hint">{t(importText.looksLike, { role: tableRoleNames[preview.tableRole] })}</p>
      <div className={stale ? 'im-shown is-stale' : 'im-shown'}>
        <PreviewTable preview={preview} plan={plan} />
      </div>
      <div className="im-foot">
        {next && (
          <Button ref={nextRef} variant="default" onClick={() => setAsked(next)}>
            {t(importText.next)}
          </Button>
        )}
        <Button disabled={stale || blocked} onClick={() => onStart(plan)}>
          {t(importText.run)}
        </Button>
      </div>
    </>
  );
}
