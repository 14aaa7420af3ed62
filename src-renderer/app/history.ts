import { toErrorPayload } from '../../src-main/contract/errors.ts';
import type { Message } from '../../src-main/contract/text.ts';
import { call } from '../engine/call.ts';
import { texts } from '../i18n/texts.ts';
import { notify } from './notices.ts';

const text = texts({
  undone: { en: 'Undone: {what}', zh: '已撤销：{what}' },
  redone: { en: 'Redone: {what}', zh: '已重做：{what}' },
  redo: { en: 'Redo', zh: '重做' },
  undo: { en: 'Undo', zh: '撤销' },
  nothingToUndo: { en: 'There is nothing to undo.', zh: '没有可撤销的操作。' },
  nothingToRedo: { en: 'There is nothing to redo.', zh: '没有可重做的操作。' },
  failed: { en: 'This could not be undone or redone.', zh: '无法撤销或重做。' },
});

/** A message inside another text: its words with its values, in both languages. */
type Render = (message: Message) => string;

async function step(name: 'history.undo' | 'history.redo', render: Render): Promise<void> {
  const isUndo = name === 'history.undo';
  try {
    const done = await call(name, {});
    if (!done) {
      notify({ id: 'history', tone: 'info', text: isUndo ? text.nothingToUndo : text.nothingToRedo });
      return;
    }
    notify({
      id: 'history',
      tone: 'info',
      text: isUndo ? text.undone : text.redone,
      values: { what: render(done) },
      actions: [
        isUndo
          ? { title: text.redo, run: () => void redo(render) }
          : { title: text.undo, run: () => void undo(render) },
      ],
    });
  } catch (thrown) {
    notify({ id: 'history', tone: 'error', text: text.failed, error: toErrorPayload(thrown) });
  }
}

/** Takes the last edit back and says which. */
export const undo = (render: Render): Promise<void> => step('history.undo', render);

/** Brings the last edit back that was undone, and says which. */
export const redo = (render: Render): Promise<void> => step('history.redo', render);
