import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatError, type ErrorPayload } from '../../src-main/contract/errors.ts';
import { useText } from '../i18n/i18n.tsx';

/** What went wrong, why, and what to do next, beside the thing it is about; `children` are the buttons that do it. */
export function ErrorNote({ error, children }: { error: ErrorPayload; children?: ReactNode }): ReactNode {
  const { locale } = useText();
  const { what, todo } = formatError(error, locale);
  return (
    <div className="error-note" role="alert">
      <IconAlertTriangle size={16} stroke={1.8} aria-hidden />
      <div>
        <p>
          <b>{what}</b> {todo}
        </p>
        {children && <div className="error-do">{children}</div>}
      </div>
    </div>
  );
}
