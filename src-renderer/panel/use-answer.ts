import { useEffect, useRef, useState } from 'react';
import type { Answer } from '../../src-main/contract/answer.ts';
import { toErrorPayload, type ErrorPayload } from '../../src-main/contract/errors.ts';
import { call } from '../engine/call.ts';
import { Asking } from './asking.ts';
import { flushPanel } from './edits.ts';
import { asAnswer } from './question.ts';

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
  const asking = useRef<Asking | null>(null);
  const key = input && JSON.stringify(input);
  useEffect(() => {
    const own = (asking.current ??= new Asking());
    if (key === null) {
      own.stop();
      return;
    }
    const given = JSON.parse(key) as Record<string, unknown>;
    // What is set in a form is typed too.
    own.want(JSON.stringify([panelId, name]), { ...given, revision }, async (signal) => {
      setAsked((before) => ({ ...before, waiting: true }));
      try {
        await flushPanel(panelId);
        const answer = asAnswer(await call('panel.ask', { panelId, question: name, input: given }, signal));
        if (!signal.aborted) setAsked({ answer, error: null, waiting: false });
      } catch (thrown) {
        const error = toErrorPayload(thrown);
        if (!signal.aborted && error.code !== 'cancelled') setAsked({ answer: null, error, waiting: false });
      }
    });
  }, [panelId, name, key, revision]);
  useEffect(() => () => asking.current?.stop(), []);
  return asked;
}
