import { useCallback, useState, type ReactNode } from 'react';
import { errorTexts, toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import { useText } from '../i18n/i18n.tsx';

/** What went wrong and what to do about it, beside the thing it is about. */
export function ErrorLine({ error }: { error: ErrorPayload | null }): ReactNode {
  const { t } = useText();
  if (!error) return null;
  const { what, todo } = errorTexts[error.code];
  return (
    <span role="alert" className="fg-error">
      {t(what, error.values)} {t(todo, error.values)}
    </span>
  );
}

/** Does something that may be refused; the last refusal is kept until the next try. Being overtaken is no refusal. */
export function useAttempt(): { attempt: (work: Promise<unknown>) => void; error: ErrorPayload | null } {
  const [error, setError] = useState<ErrorPayload | null>(null);
  const attempt = useCallback((work: Promise<unknown>): void => {
    setError(null);
    work.catch((thrown: unknown) => {
      const refused = toErrorPayload(thrown);
      if (refused.code !== 'cancelled') setError(refused);
    });
  }, []);
  return { attempt, error };
}
