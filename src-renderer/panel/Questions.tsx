import { SegmentedControl } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import type { Run } from '../../src-main/contract/project.ts';
import type { QuestionInfo, StepInfo } from '../../src-main/contract/step.ts';
import { useCall } from '../engine/queries.ts';
import { Fields } from '../form/Fields.tsx';
import { ColumnsProvider } from '../form/control.ts';
import { fieldsOf } from '../form/fields.ts';
import { useText } from '../i18n/i18n.tsx';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { AnswerView } from './AnswerView.tsx';
import { askText } from './ask-text.ts';
import { firstInput, isAskable } from './question.ts';
import { useAnswer } from './use-answer.ts';
import { useExamples } from './use-examples.ts';
import '../form/form.css';

interface QuestionsProps {
  readonly panelId: string;
  readonly step: StepInfo;
  readonly run: Run | null;
  /** Changes when what the panel knows does, so that it is asked again. */
  readonly revision: string;
}

/** What can be asked of a step: nothing is recorded, and the newest question wins. */
export function Questions({ panelId, step, run, revision }: QuestionsProps): ReactNode {
  const { t } = useText();
  const questions = Object.entries(step.questions);
  const [chosen, setChosen] = useState(questions[0]?.[0] ?? '');
  const question = step.questions[chosen];
  return (
    <div className="pn-ask">
      {questions.length > 1 && (
        <SegmentedControl
          size="xs"
          aria-label={t(askText.question)}
          data={questions.map(([name, { label }]) => ({ value: name, label: t(label) }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
      {question && <Asking key={chosen} {...{ panelId, question, run, revision }} name={chosen} />}
    </div>
  );
}

interface AskingProps {
  readonly panelId: string;
  readonly name: string;
  readonly question: QuestionInfo;
  readonly run: Run | null;
  readonly revision: string;
}

function Asking({ panelId, name, question, run, revision }: AskingProps): ReactNode {
  const { t } = useText();
  const fields = useMemo(() => {
    const asked = fieldsOf(question.input);
    // A field alone that nobody named is what the question is about.
    const isUnnamed = asked.length === 1 && asked[0]?.label.en === asked[0]?.label.zh;
    return isUnnamed ? asked.map((field) => ({ ...field, label: question.label })) : asked;
  }, [question]);
  const examples = useExamples(panelId, run);
  const [given, setGiven] = useState(() => firstInput(fields));
  const shown = Object.entries(examples).filter(([example]) => fields.some((field) => field.name === example));
  const input = { ...Object.fromEntries(shown), ...given };
  const columns = useCall('panel.columns', { panelId }).data ?? {};
  const isReady = isAskable(question.input, input);
  const { answer, error, waiting } = useAnswer(panelId, name, isReady ? input : null, revision);
  return (
    <>
      <ColumnsProvider value={columns}>
        <Fields
          {...{ fields }}
          values={input}
          disabled={false}
          onChange={(field, value) => setGiven((before) => ({ ...before, [field.name]: value }))}
        />
      </ColumnsProvider>
      <div
        className={waiting ? 'pn-answer is-waiting' : 'pn-answer'}
        role="region"
        aria-live="polite"
        aria-label={t(askText.answer)}
      >
        {!isReady && <p className="pn-hint">{t(askText.fill)}</p>}
        {isReady && error && <ErrorNote error={error} />}
        {isReady && !error && answer && <AnswerView answer={answer} />}
        {isReady && !error && !answer && waiting && <p className="pn-hint">{t(askText.asking)}</p>}
      </div>
    </>
  );
}
