import { IconFileImport } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { takeDropped } from './importing.ts';

const text = texts({
  title: { en: 'Drop to bring it in', zh: '松开即可导入' },
  what: {
    en: 'CSV, Excel, JSON Lines and SQLite files are imported; a .clientele project is opened.',
    zh: '导入 CSV、Excel、JSON Lines 和 SQLite 文件，或打开 .clientele 项目。',
  },
});

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Files over the window say so many times a second; after this long without a word they were taken elsewhere. */
const GONE_MS = 600;

/** Takes files dropped anywhere on the window. */
export function DropZone(): ReactNode {
  const { t } = useText();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
      clearTimeout(timer);
      timer = setTimeout(() => setOver(false), GONE_MS);
    };
    const drop = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void takeDropped([...(event.dataTransfer?.files ?? [])]);
    };
    const listeners = { dragenter: over, dragover: over, drop };
    for (const [type, listener] of Object.entries(listeners)) {
      window.addEventListener(type, listener as EventListener);
    }
    return () => {
      clearTimeout(timer);
      for (const [type, listener] of Object.entries(listeners)) {
        window.removeEventListener(type, listener as EventListener);
      }
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className="drop">
      <div className="drop-box">
        <IconFileImport size={32} stroke={1.4} aria-hidden />
        <p className="drop-title">{t(text.title)}</p>
        <p>{t(text.what)}</p>
      </div>
    </div>
  );
}
