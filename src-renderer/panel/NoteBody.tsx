import { SegmentedControl, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { Panel } from '../../src-main/contract/project.ts';
import { usePlace } from '../app/place.tsx';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { Markdown } from '../ui/Markdown.tsx';
import { editPanel, flushPanel } from './edits.ts';
import { panelElement, showPanel, usePanelUi } from './panel-ui.ts';

const noteText = texts({
  write: { en: 'Write', zh: '编辑' },
  preview: { en: 'Preview', zh: '预览' },
  text: { en: 'Note, in Markdown', zh: '笔记（Markdown）' },
  placeholder: { en: '# A heading, **bold**, - a list …', zh: '# 标题、**加粗**、- 列表……' },
  empty: { en: 'An empty note. Press Enter, or click here, to write.', zh: '空笔记。按回车或点击此处开始书写。' },
  done: { en: 'Done', zh: '完成' },
});

/** A note: what it says, or its Markdown while it is written. */
export function NoteBody({ panel }: { panel: Panel }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  const { writing } = usePanelUi(panel.id);
  const write = (): void => {
    showPanel(panel.id, { writing: true });
  };
  if (writing && !panel.disabled) return <NoteEditor panel={panel} />;
  if (panel.body.trim() === '') {
    return (
      <button type="button" className="pn-note is-empty" disabled={panel.disabled} onClick={write}>
        {t(noteText.empty)}
      </button>
    );
  }
  return (
    <div className="pn-note" onDoubleClick={write}>
      <Markdown source={panel.body} breaks headingLevel={3} onPage={(page) => go({ kind: 'help', page })} />
    </div>
  );
}

function NoteEditor({ panel }: { panel: Panel }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  const [view, setView] = useState('write');
  const done = (): void => {
    void flushPanel(panel.id);
    showPanel(panel.id, { writing: false });
    panelElement(panel.id)?.focus();
  };
  return (
    <div className="pn-note is-writing">
      <div className="pn-note-bar">
        <SegmentedControl
          size="xs"
          data={[
            { value: 'write', label: t(noteText.write) },
            { value: 'preview', label: t(noteText.preview) },
          ]}
          value={view}
          onChange={setView}
        />
        <button type="button" className="pn-textbutton" onClick={done}>
          {t(noteText.done)}
        </button>
      </div>
      {view === 'write' ? (
        <Textarea
          autoFocus
          aria-label={t(noteText.text)}
          classNames={{ input: 'pn-note-box' }}
          autosize
          minRows={4}
          maxRows={30}
          placeholder={t(noteText.placeholder)}
          value={panel.body}
          onChange={(event) => editPanel(panel.id, { body: event.currentTarget.value }, 'soon')}
        />
      ) : (
        <Markdown source={panel.body} breaks headingLevel={3} onPage={(page) => go({ kind: 'help', page })} />
      )}
    </div>
  );
}
