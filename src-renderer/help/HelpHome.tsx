import { useQuery } from '@tanstack/react-query';
import { IconKeyboard, IconSchool } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { families, type StepInfo } from '../../src-main/contract/step.ts';
import { ActionCard } from '../app/start/ActionCard.tsx';
import { startCommand } from '../app/commands.ts';
import { usePlace } from '../app/place.tsx';
import { call } from '../engine/call.ts';
import { useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { familyNames } from '../notebook/notebook-text.ts';
import { helpText } from './help-text.ts';
import '../app/start/start.css';

const ICON = { size: 20, stroke: 1.5 } as const;

function StepLine({ step }: { step: StepInfo }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  return (
    <li>
      <button type="button" className="md-link" onClick={() => go({ kind: 'help', page: step.id })}>
        {t(step.title)}
      </button>
      <span>{t(step.summary)}</span>
    </li>
  );
}

/** Where help begins: a way to learn, the keys, and everything that a panel can do in a line each. */
export function HelpHome(): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  const steps = [...useSteps().values()].filter(({ form }) => form !== 'apply');
  const { data: tutorials } = useQuery({ queryKey: ['tutorial.list', {}], queryFn: () => call('tutorial.list', {}) });
  return (
    <div className="help-page scroll" tabIndex={0} role="region" aria-label={t(helpText.help)}>
      <article className="help-home">
        <h2>{t(helpText.help)}</h2>
        <div className="cards">
          {(tutorials ?? []).map(({ id, title, summary }) => (
            <ActionCard
              key={id}
              icon={<IconSchool {...ICON} />}
              title={t(title)}
              what={t(summary)}
              onClick={() => go({ kind: 'tutorial', tutorialId: id })}
            />
          ))}
          <ActionCard
            icon={<IconKeyboard {...ICON} />}
            title={t(helpText.keys)}
            what={t(helpText.keysWhat)}
            onClick={() => startCommand('app.keys')}
          />
        </div>
        <h3>{t(helpText.whatPanelsDo)}</h3>
        <p className="hint">{t(helpText.whatPanelsDoHow)}</p>
        {families.map((family) => {
          const own = steps.filter((step) => step.family === family);
          if (own.length === 0) return null;
          return (
            <section key={family} aria-label={t(familyNames[family])}>
              <h4>{t(familyNames[family])}</h4>
              <ul className="help-steps">
                {own.map((step) => (
                  <StepLine key={step.id} step={step} />
                ))}
              </ul>
            </section>
          );
        })}
      </article>
    </div>
  );
}
