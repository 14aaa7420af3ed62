import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { desktop } from '../engine/desktop.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { forgetCrash, useCrash, useEngineState } from './engine-state.ts';

const text = texts({
  stopped: { en: 'The engine stopped unexpectedly.', zh: '引擎意外停止。' },
  starting: {
    en: 'It is being started again. What you did is in the project file.',
    zh: '正在重新启动。你所做的更改都在项目文件中。',
  },
  givenUp: {
    en: 'It could not be started again by itself. What you did is in the project file.',
    zh: '未能自动恢复。你所做的更改都在项目文件中。',
  },
  back: { en: 'The engine is back after it stopped unexpectedly.', zh: '引擎意外停止后已恢复。' },
  nothingLost: {
    en: 'Nothing was lost; what was running has to be started again.',
    zh: '没有丢失数据；正在运行的任务需要重新开始。',
  },
  restart: { en: 'Restart', zh: '重新启动' },
  copy: { en: 'Copy details', zh: '复制详情' },
  copied: { en: 'Copied', zh: '已复制' },
  close: { en: 'Close', zh: '关闭' },
});

/** How long an engine that starts again takes at most. */
const RETURNS_MS = 3000;

/** Whether something has been so for a while. */
function useLasting(isSo: boolean, ms: number): boolean {
  const [lasts, setLasts] = useState(false);
  useEffect(() => {
    if (!isSo) return undefined;
    const timer = setTimeout(() => setLasts(true), ms);
    return () => {
      clearTimeout(timer);
      setLasts(false);
    };
  }, [isSo, ms]);
  return lasts;
}

/** What a person learns of a crash: what it means, what can be done, what can be passed on. */
export function EngineMessage(): ReactNode {
  const { t } = useText();
  const crash = useCrash();
  const { state } = useEngineState();
  const isGone = useLasting(state === 'crashed', RETURNS_MS);
  const [copied, setCopied] = useState<string | null>(null);
  if (!crash) return null;
  const isBack = state === 'ready';
  const copy = (): void => void navigator.clipboard.writeText(crash.details).then(() => setCopied(crash.details));
  return (
    <section className={isBack ? 'banner is-good' : 'banner'} role="alert">
      {isBack ? <IconCircleCheck size={16} stroke={1.8} /> : <IconAlertTriangle size={16} stroke={1.8} />}
      <p>
        <b>{t(isBack ? text.back : text.stopped)}</b>{' '}
        {t(isBack ? text.nothingLost : isGone ? text.givenUp : text.starting)}
      </p>
      <Button variant="default" onClick={copy}>
        {t(copied === crash.details ? text.copied : text.copy)}
      </Button>
      {isBack && (
        <Button variant="default" onClick={forgetCrash}>
          {t(text.close)}
        </Button>
      )}
      {isGone && <Button onClick={() => void desktop?.restartEngine()}>{t(text.restart)}</Button>}
    </section>
  );
}
