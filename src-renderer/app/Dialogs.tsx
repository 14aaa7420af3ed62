import { lazy, Suspense, type ReactNode } from 'react';
import { useProject } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { ScoreDialog } from '../project/ScoreDialog.tsx';
import { Boundary } from '../ui/Boundary.tsx';
import { Dialog as Window } from '../ui/Dialog.tsx';
import { startCommand } from './commands.ts';
import { closeDialog, openDialog, useDialog, type Dialog } from './dialogs.ts';
import { notify } from './notices.ts';
import { Palette } from './palette/Palette.tsx';
import { usePlace } from './place.tsx';
import { ReportDialog } from './ReportDialog.tsx';
import { SettingsDialog } from './settings/SettingsDialog.tsx';
import { SystemDialog } from './system/SystemDialog.tsx';
import { OpenTemplateDialog, SaveTemplateDialog } from './TemplateDialogs.tsx';

const ImportDialog = lazy(() =>
  import('../data/ImportDialog.tsx').then(({ ImportDialog }) => ({ default: ImportDialog })),
);

const text = texts({
  imported: { en: 'The data is in. What is to be found out from it?', zh: '数据已导入。接下来想了解什么？' },
  failed: { en: 'Something went wrong', zh: '出错了' },
  template: { en: 'Notebook from a template', zh: '用模板新建笔记本' },
  notebook: { en: 'Empty notebook', zh: '空白笔记本' },
});

/** Data alone says little: the way on, for those who have not gone it yet. */
function offerNotebook(): void {
  notify({
    id: 'imported',
    tone: 'done',
    text: text.imported,
    actions: [
      { title: text.template, run: () => openDialog({ kind: 'openTemplate', templateId: null }) },
      { title: text.notebook, run: () => void startCommand('project.addNotebook') },
    ],
  });
}

function Content({ dialog }: { dialog: Dialog }): ReactNode {
  const { go } = usePlace();
  const hasNoNotebook = useProject()?.notebooks.length === 0;
  switch (dialog.kind) {
    case 'palette':
      return <Palette />;
    case 'settings':
      return <SettingsDialog tab={dialog.tab} />;
    case 'system':
      return <SystemDialog />;
    case 'report':
      return <ReportDialog notebookId={dialog.notebookId} sheetOf={dialog.sheetOf ?? null} />;
    case 'score':
      return <ScoreDialog panelId={dialog.panelId} />;
    case 'saveTemplate':
      return <SaveTemplateDialog notebookId={dialog.notebookId} />;
    case 'openTemplate':
      return <OpenTemplateDialog templateId={dialog.templateId} />;
    case 'import':
      return (
        <ImportDialog
          paths={dialog.paths}
          target={dialog.target}
          onClose={(datasetId) => {
            closeDialog();
            if (datasetId === undefined) return;
            go({ kind: 'dataset', datasetId });
            if (hasNoNotebook) offerNotebook();
          }}
        />
      );
  }
}

/** The dialog that is open, if one is. */
export function Dialogs(): ReactNode {
  const { t } = useText();
  const dialog = useDialog();
  if (!dialog) return null;
  return (
    <Boundary
      key={dialog.kind}
      frame={(said) => (
        <Window title={t(text.failed)} width={520} onClose={closeDialog}>
          {said}
        </Window>
      )}
    >
      <Suspense>
        <Content dialog={dialog} />
      </Suspense>
    </Boundary>
  );
}
