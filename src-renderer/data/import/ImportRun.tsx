import { Alert, Button, Progress } from '@mantine/core';
import type { ReactNode } from 'react';
import { errorTexts } from '../../../src-main/contract/errors.ts';
import type { ErrorPayload } from '../../../src-main/contract/errors.ts';
import { call } from '../../engine/call.ts';
import { useText } from '../../i18n/i18n.tsx';
import { importText } from '../data-text.ts';
import { useJob } from '../use-job.ts';

/** What an import ends with, as the engine counts it. */
interface ImportResult {
  readonly datasetId: string;
  readonly rows: number;
  readonly rejected: number;
  readonly added?: number;
  readonly alreadyThere?: number;
}

interface ImportRunProps {
  readonly jobId: string | null;
  readonly failure: ErrorPayload | null;
  onBack(): void;
  onDone(datasetId: string): void;
}

/** What was pressed is gone with the questions: the focus goes on to the one thing that can be done now. */
const takeFocus = (button: HTMLButtonElement | null): void => button?.focus();

function Failure({ error, onBack }: { error: ErrorPayload; onBack: () => void }): ReactNode {
  const { t } = useText();
  const { what, todo } = errorTexts[error.code];
  return (
    <div className="im-run">
      <Alert color="red" title={t(importText.failed)}>
        {t(what, error.values)} {t(todo, error.values)}
      </Alert>
      <Button ref={takeFocus} variant="default" onClick={onBack}>
        {t(importText.back)}
      </Button>
    </div>
  );
}

function Success({ result, onDone }: { result: ImportResult; onDone: (datasetId: string) => void }): ReactNode {
  const { t } = useText();
  return (
    <div className="im-run" role="status">
      <p className="im-big">
        {result.added === undefined
          ? t(importText.imported, { rows: result.rows })
          : t(importText.added, { added: result.added, there: result.alreadyThere ?? 0 })}
      </p>
      {result.rejected > 0 && <p className="im-hint">{t(importText.rejected, { n: result.rejected })}</p>}
      <Button ref={takeFocus} onClick={() => onDone(result.datasetId)}>
        {t(importText.done)}
      </Button>
    </div>
  );
}

/** An import while it runs, and how it ended. */
export function ImportRun({ jobId, failure, onBack, onDone }: ImportRunProps): ReactNode {
  const { t, label } = useText();
  const { job, finished } = useJob(jobId);
  const error = failure ?? finished?.error ?? null;
  if (error) return <Failure error={error} onBack={onBack} />;
  if (finished) return <Success result={finished.result as ImportResult} onDone={onDone} />;
  const percent = Math.round((job?.fraction ?? 0) * 100);
  return (
    <div className="im-run">
      <p className="im-big" role="status">
        {job?.doing ? label(job.doing) : t(importText.importing)}
      </p>
      <Progress.Root size={6} radius={3}>
        <Progress.Section value={percent} aria-label={t(importText.importing)} />
      </Progress.Root>
      <p className="im-hint">
        {percent}%
        {typeof job?.leftMs === 'number' &&
          ` · ${t(importText.left, { seconds: Math.max(1, Math.round(job.leftMs / 1000)) })}`}
      </p>
      <Button
        ref={takeFocus}
        variant="default"
        disabled={jobId === null || job?.state === 'cancelling'}
        onClick={() => jobId !== null && void call('job.cancel', { jobId })}
      >
        {t(job?.state === 'cancelling' ? importText.cancelling : importText.cancel)}
      </Button>
    </div>
  );
}
