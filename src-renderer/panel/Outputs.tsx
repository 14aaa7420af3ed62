import { Tabs } from '@mantine/core';
import {
  IconChartDots,
  IconGauge,
  IconHelp,
  IconInfoCircle,
  IconLink,
  IconSparkles,
  IconTable,
} from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { FigureView } from '../figures/FigureView.tsx';
import { useNearViewport } from '../figures/use-near-viewport.ts';
import { useText } from '../i18n/i18n.tsx';
import { AboutStep, ChainOutput, MetricsOutput, ModelOutput, TableOutput } from './OutputParts.tsx';
import { outputText, reasonText } from './panel-text.ts';
import { showPanel, usePanelUi } from './panel-ui.ts';
import { Questions } from './Questions.tsx';
import { rowsOf, tabsOf, type OutputTab } from './tabs.ts';

const ICON = { size: 14, stroke: 1.6, 'aria-hidden': true } as const;

const icons: Readonly<Record<OutputTab['kind'], ReactNode>> = {
  figure: <IconChartDots {...ICON} />,
  table: <IconTable {...ICON} />,
  metrics: <IconGauge {...ICON} />,
  model: <IconSparkles {...ICON} />,
  chain: <IconLink {...ICON} />,
  ask: <IconHelp {...ICON} />,
  about: <IconInfoCircle {...ICON} />,
};

interface OutputsProps {
  readonly view: PanelView;
  readonly step: StepInfo | undefined;
  readonly title: string;
}

/** What a panel gave, in tabs; nothing of it is fetched until it is nearly in view. */
export function Outputs(props: OutputsProps): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const near = useNearViewport(frame);
  const hasResults = (props.view.run?.outputs.length ?? 0) > 0;
  return (
    <div className={props.view.isOld ? 'pn-outputs is-old' : 'pn-outputs'} ref={frame}>
      {near ? <OutputTabs {...props} /> : <div className="pn-unseen" data-results={hasResults} />}
    </div>
  );
}

function OutputTabs({ view, step, title }: OutputsProps): ReactNode {
  const { t } = useText();
  const { panel, run } = view;
  const ui = usePanelUi(panel.id);
  const tabs = tabsOf(view, step);
  if (tabs.length === 0) return run ? <p className="pn-hint">{t(outputText.noOutputs)}</p> : null;
  const first = run ? (tabs[0]?.id ?? null) : null;
  const chosen = tabs.some(({ id }) => id === ui.tab) ? ui.tab : first;
  return (
    <Tabs
      value={chosen}
      keepMounted={false}
      // A panel without results shows what it is only when asked to, and folds it again.
      allowTabDeactivation={run === null}
      onChange={(tab) => showPanel(panel.id, { tab })}
    >
      <Tabs.List aria-label={t(outputText.outputs, { title })}>
        {rowsOf(tabs).map((row) => (
          <div key={row.kind ?? 'all'} className="pn-tabrow" role="presentation">
            {row.kind && (
              <span className="pn-tabkind" aria-hidden>
                {t(outputText[row.kind])}
              </span>
            )}
            {row.tabs.map(({ id, kind, label }) => (
              // What a row is of stands before it.
              <Tabs.Tab key={id} value={id} leftSection={row.kind === null || row.kind === 'more' ? icons[kind] : null}>
                {typeof label === 'string' ? label : t(label)}
              </Tabs.Tab>
            ))}
          </div>
        ))}
        {view.isOld && run && <span className="pn-oldtag">{t(reasonText.oldTag)}</span>}
      </Tabs.List>
      {tabs.map((tab) => (
        <Tabs.Panel key={tab.id} value={tab.id}>
          <TabBody {...{ view, step, tab }} />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

function TabBody({ view, step, tab }: { view: PanelView; step: StepInfo | undefined; tab: OutputTab }): ReactNode {
  const { run, panel } = view;
  const { output } = tab;
  switch (tab.kind) {
    case 'figure':
      return run && output && <FigureView runId={run.id} output={output.id} panelId={panel.id} />;
    case 'table':
      return output && <TableOutput view={view} output={output} />;
    case 'metrics':
      return run && <MetricsOutput run={run} step={step} />;
    case 'model':
      return output && <ModelOutput {...{ view, step, output }} />;
    case 'chain':
      return output?.chain && <ChainOutput panelId={panel.id} chain={output.chain} />;
    case 'ask':
      return step && <Questions panelId={panel.id} step={step} run={run} revision={run?.id ?? ''} />;
    case 'about':
      return step && <AboutStep step={step} />;
  }
}
