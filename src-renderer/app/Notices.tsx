import { Button, CloseButton } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useState, type ReactNode } from 'react';
import { formatError } from '../../src-main/contract/errors.ts';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { dismissNotice, useNotices, type Notice } from './notices.ts';

/** How long a notice stands that needs nothing of anyone, and one that offers something. */
const STANDS_MS = 7000;
const OFFERS_MS = 15_000;

const ICON = { size: 16, stroke: 1.8, 'aria-hidden': true } as const;
const LOOKS = {
  info: <IconInfoCircle {...ICON} className="is-info" />,
  done: <IconCircleCheck {...ICON} className="ok" />,
  error: <IconAlertTriangle {...ICON} className="bad" />,
} as const;

const text = texts({
  region: { en: 'Notices', zh: '通知' },
  close: { en: 'Close this notice', zh: '关闭此通知' },
});

function Card({ notice }: { notice: Notice }): ReactNode {
  const { t, locale } = useText();
  const [isHeld, hold] = useState(false);
  const leaves = notice.tone !== 'error' && !isHeld;
  useEffect(() => {
    if (!leaves) return undefined;
    const timer = setTimeout(() => dismissNotice(notice.id), notice.actions ? OFFERS_MS : STANDS_MS);
    return () => clearTimeout(timer);
  }, [leaves, notice]);
  const error = notice.error && formatError(notice.error, locale);
  return (
    <div
      className="notice"
      role={notice.tone === 'error' ? 'alert' : 'status'}
      onMouseEnter={() => hold(true)}
      onMouseLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      {LOOKS[notice.tone]}
      <div className="notice-words">
        <p>{t(notice.text, notice.values)}</p>
        {error && (
          <p className="notice-why">
            {error.what} {error.todo}
          </p>
        )}
        {notice.actions && (
          <div className="notice-do">
            {notice.actions.map((action) => (
              <Button
                key={action.title.en}
                variant="default"
                onClick={() => {
                  dismissNotice(notice.id);
                  action.run();
                }}
              >
                {t(action.title)}
              </Button>
            ))}
          </div>
        )}
      </div>
      <CloseButton size="sm" aria-label={t(text.close)} onClick={() => dismissNotice(notice.id)} />
    </div>
  );
}

/** What happened of late, out of the way in a corner. */
export function Notices(): ReactNode {
  const { t } = useText();
  const notices = useNotices();
  return (
    <section className="notices" aria-label={t(text.region)}>
      {notices.map((notice) => (
        <Card key={notice.id} notice={notice} />
      ))}
    </section>
  );
}
