import { Button, Radio, TextInput } from '@mantine/core';
import { useState, type ReactNode, type SyntheticEvent } from 'react';
import type { CallInput } from '../../src-main/contract/calls.ts';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import type { ModelVersion, ModelView, RawScoring } from '../../src-main/contract/models.ts';
import { tableName } from '../../src-main/contract/project.ts';
import { closeDialog } from '../app/dialogs.ts';
import { askSave } from '../app/files.ts';
import { fileStem } from '../app/use-export.ts';
import { chooseFiles } from '../data/choose-files.ts';
import { call } from '../engine/call.ts';
import { useCall } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { baseName } from '../ui/base-name.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { scoreText as text } from './score-text.ts';
import { tableNameFor } from './table-name.ts';

type Rows = CallInput<'model.score'>['rows'];

/** The version that scores new data: the promoted one, else the one that the panel shows, else the newest. */
export const scoringVersion = ({ versions }: ModelView): ModelVersion =>
  versions.find(({ isPromoted }) => isPromoted) ?? versions.find(({ isCurrent }) => isCurrent) ?? versions[0]!;

interface FileLineProps {
  readonly label: string;
  /** What is read where no file was chosen. */
  readonly otherwise: string;
  readonly path: string | null;
  onChange(path: string | null): void;
}

function FileLine({ label, otherwise, path, onChange }: FileLineProps): ReactNode {
  const { t } = useText();
  const choose = async (): Promise<void> => {
    const [file] = await chooseFiles(t(text.chooseFor, { name: label }));
    if (file !== undefined) onChange(file);
  };
  return (
    <div className="sc-file" role="group" aria-label={label}>
      <span className="sc-name" translate="no">
        {label}
      </span>
      <span className={path === null ? 'sc-path hint' : 'sc-path'} title={path ?? undefined}>
        {path === null ? otherwise : baseName(path)}
      </span>
      {path !== null && (
        <Button variant="subtle" onClick={() => onChange(null)}>
          {t(text.clear)}
        </Button>
      )}
      <Button variant="default" onClick={() => void choose()}>
        {t(text.choose)}
      </Button>
    </div>
  );
}

interface RawProps {
  readonly raw: RawScoring;
  readonly files: Readonly<Record<string, string>>;
  readonly asOf: string;
  onFile(dataset: string, path: string | null): void;
  onAsOf(day: string): void;
}

function RawData({ raw, files, asOf, onFile, onAsOf }: RawProps): ReactNode {
  const { t } = useText();
  return (
    <>
      <p className="hint">{t(text.rawHelp)}</p>
      {raw.datasets.map(({ name }) => (
        <FileLine
          key={name}
          label={name}
          otherwise={t(text.asItIs)}
          path={files[name] ?? null}
          onChange={(path) => onFile(name, path)}
        />
      ))}
      <TextInput
        type="date"
        className="sc-day"
        label={t(text.asOf)}
        description={t(text.asOfHelp)}
        value={asOf}
        onChange={(event) => onAsOf(event.currentTarget.value)}
      />
    </>
  );
}

/** What the person has chosen to score, and where it is to go. */
function useChoices(model: ModelView, raw: RawScoring | null, title: string) {
  const canReplay = raw?.refused === null;
  const [kind, setKind] = useState<'raw' | 'table'>(canReplay ? 'raw' : 'table');
  const [files, setFiles] = useState<Readonly<Record<string, string>>>({});
  const [asOf, setAsOf] = useState('');
  const [file, setFile] = useState<string | null>(null);
  const [into, setInto] = useState<'project' | 'file'>('project');
  const [name, setName] = useState(tableNameFor(title));
  const rows: Rows | null =
    kind === 'raw'
      ? {
          from: 'datasets',
          files: Object.entries(files).map(([dataset, path]) => ({ dataset, path })),
          asOf: asOf === '' ? null : Date.parse(asOf),
        }
      : file === null
        ? null
        : { from: 'file', path: file };
  const onFile = (dataset: string, path: string | null): void =>
    setFiles((before) => {
      const others = Object.fromEntries(Object.entries(before).filter(([other]) => other !== dataset));
      return path === null ? others : { ...others, [dataset]: path };
    });
  return { canReplay, kind, setKind, files, onFile, asOf, setAsOf, file, setFile, into, setInto, name, setName, rows };
}

/** Has rows scored. @returns whether it was begun: nothing is where the person thought better of it */
async function start(runId: string, rows: Rows, name: string | null, title: string, ask: string): Promise<boolean> {
  if (name !== null) {
    await call('model.keepScores', { runId, rows, name });
    return true;
  }
  const path = await askSave({ title: ask, name: `${fileStem(title)}.csv`, extensions: ['csv', 'jsonl'] });
  if (!path) return false;
  await call('model.score', { runId, rows, path, format: path.endsWith('.jsonl') ? 'jsonl' : 'csv' });
  return true;
}

function ScoreForm({ model, raw, title }: { model: ModelView; raw: RawScoring | null; title: string }): ReactNode {
  const { t } = useText();
  const chosen = useChoices(model, raw, title);
  const { rows, into, name, kind } = chosen;
  const [error, setError] = useState<ErrorPayload | null>(null);
  const isNamed = into === 'file' || tableName.safeParse(name).success;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!rows || !isNamed) return;
    start(scoringVersion(model).runId, rows, into === 'project' ? name : null, title, t(text.save))
      .then((begun) => begun && closeDialog())
      .catch((thrown: unknown) => setError(toErrorPayload(thrown)));
  };
  const refused = raw ? raw.refused : text.tooOld;
  return (
    <form className="dialog" onSubmit={submit}>
      <Radio.Group
        label={t(text.what)}
        value={kind}
        onChange={(value) => chosen.setKind(value === 'raw' ? 'raw' : 'table')}
      >
        <div className="choices">
          <Radio
            value="raw"
            label={t(text.raw)}
            description={refused ? t(text.notRaw, { why: refused }) : undefined}
            disabled={!chosen.canReplay}
            data-autofocus={chosen.canReplay || undefined}
          />
          <Radio value="table" label={t(text.table)} data-autofocus={!chosen.canReplay || undefined} />
        </div>
      </Radio.Group>
      {kind === 'raw' && raw ? (
        <RawData {...{ raw }} files={chosen.files} asOf={chosen.asOf} onFile={chosen.onFile} onAsOf={chosen.setAsOf} />
      ) : (
        <FileLine label={t(text.file)} otherwise={t(text.noFile)} path={chosen.file} onChange={chosen.setFile} />
      )}
      <Radio.Group
        label={t(text.into)}
        value={into}
        onChange={(value) => chosen.setInto(value === 'file' ? 'file' : 'project')}
      >
        <div className="choices">
          <Radio value="project" label={t(text.project)} description={t(text.projectHelp)} />
          {into === 'project' && (
            <TextInput
              aria-label={t(text.name)}
              error={isNamed ? undefined : t(text.badName)}
              value={name}
              onChange={(event) => chosen.setName(event.currentTarget.value)}
            />
          )}
          <Radio value="file" label={t(text.toFile)} />
        </div>
      </Radio.Group>
      {error && <ErrorNote error={error} />}
      <div className="dialog-foot">
        <Button variant="default" onClick={closeDialog}>
          {t(text.cancel)}
        </Button>
        <Button type="submit" disabled={!rows || !isNamed}>
          {t(text.score)}
        </Button>
      </div>
    </form>
  );
}

/** Asks what a model is to score, raw data or a table, and where its scores go. */
export function ScoreDialog({ panelId }: { panelId: string }): ReactNode {
  const { t } = useText();
  const { data: models, error } = useCall('model.list', {});
  const model = models?.find((candidate) => candidate.panelId === panelId);
  const version = model && scoringVersion(model);
  const { data: card, error: unread } = useCall('model.card', version ? { runId: version.runId } : null);
  const failed = error ?? unread;
  const title = model ? (typeof model.title === 'string' ? model.title : t(model.title)) : '';
  return (
    <Dialog onClose={closeDialog} title={t(text.title, { model: title })} width={520}>
      {failed && <ErrorNote error={failed} />}
      {models && !model && <p>{t(text.gone)}</p>}
      {model && card && <ScoreForm model={model} raw={card.raw} title={title} />}
    </Dialog>
  );
}
