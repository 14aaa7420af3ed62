import { useEffect, useState } from 'react';
import type { Answer } from '../../src-main/contract/answer.ts';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import { call } from '../engine/call.ts';
import { flushPanel } from './edits.ts';
import { asAnswer } from './question.ts';

/** How long typing has to pause before it is asked. */
const PAUSE_MS = 120;

/** What a question came to so far. */
export interface Asked {
  readonly answer: Answer | null;
  readonly error: ErrorPayload | null;
  readonly waiting: boolean;
}

/** Asks as the input changes; an answer that was overtaken is never shown. @param input null asks nothing. */
export function useAnswer(
  panelId: string,
  name: string,
  input: Readonly<Record<string, unknown>> | null,
  revision: string,
): Asked {
  const [asked, setAsked] = useState<Asked>({ answer: null, error: null, waiting: false });
  const key = input && JSON.stringify(input);
  useEffect(() => {
    if (key === null) return;
    const abort = new AbortController();
    const ask = async (): Promise<void> => {
      setAsked((before) => ({ ...before, waiting: true }));
      try {
        await flushPanel(panelId);
        const question = { panelId, question: name, input: JSON.parse(key) as unknown };
        const answer = asAnswer(await call('panel.ask', question, abort.signal));
        if (!abort.signal.aborted) setAsked({ answer, error: null, waiting: false });
      } catch (thrown) {
        const error = toErrorPayload(thrown);
        if (!abort.signal.aborted && error.code !== 'cancelled') setAsked({ answer: null, error, waiting: false });
      }
    };
    const timer = setTimeout(() => void ask(), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [panelId, name, key, revision]);
  return asked;
}
