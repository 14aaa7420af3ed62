import { NativeSelect } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import type { StepInfo } from '../../src-main/contract/step.ts';
import { usePlace } from '../app/place.tsx';
import { useCall, useSteps } from '../engine/queries.ts';
import { useText, type Words } from '../i18n/i18n.tsx';
import { figureText } from './figure-text.ts';

/** A figure of the notebook that can stand beside another. */
export interface FigureChoice {
  readonly runId: string;
  readonly output: string;
  readonly panelId: string;
  readonly label: string;
}

function choicesOf(views: readonly PanelView[], steps: ReadonlyMap<string, StepInfo>, { t }: Words): FigureChoice[] {
  return views.flatMap(({ panel, run }, at) => {
    const step = steps.get(panel.step);
    const title = `${at + 1} ${panel.title || (step ? t(step.title) : panel.step)}`;
    const figures = run?.outputs.filter(({ kind }) => kind === 'figure') ?? [];
    return figures.map(({ id }): FigureChoice => {
      const port = step?.gives[id];
      return { runId: run!.id, output: id, panelId: panel.id, label: `${title} · ${port ? t(port.label) : id}` };
    });
  });
}

const keyOf = ({ panelId, output }: Pick<FigureChoice, 'panelId' | 'output'>): string => `${panelId} ${output}`;

/** What is put beside a figure before anything was chosen: a map of another panel, else another figure of the same one. */
export function firstBeside(
  choices: readonly FigureChoice[],
  own: { panelId: string; output: string },
): FigureChoice | null {
  const others = choices.filter((choice) => keyOf(choice) !== keyOf(own));
  const isMap = ({ output }: FigureChoice): boolean => output === 'map' || output === 'places';
  return (
    others.find((choice) => isMap(choice) && choice.panelId !== own.panelId) ??
    others.find(({ panelId }) => panelId === own.panelId) ??
    others[0] ??
    null
  );
}

/** Every figure of the notebook that is shown. */
export function useFigureChoices(): readonly FigureChoice[] {
  const { place } = usePlace();
  const steps = useSteps();
  const words = useText();
  const { data: views } = useCall('notebook.view', place.kind === 'notebook' ? { notebookId: place.notebookId } : null);
  return views ? choicesOf(views, steps, words) : [];
}

interface BesideProps {
  readonly own: { readonly panelId: string; readonly output: string };
  readonly choices: readonly FigureChoice[];
  readonly children: (choice: FigureChoice) => ReactNode;
}

/** Another figure of the notebook, which one chooses; what is selected in one lights up in the other. */
export function Beside({ own, choices, children }: BesideProps): ReactNode {
  const { t } = useText();
  const [chosen, setChosen] = useState<string | null>(null);
  const choice = choices.find((one) => keyOf(one) === chosen) ?? firstBeside(choices, own);
  if (!choice) return null;
  return (
    <>
      <NativeSelect
        aria-label={t(figureText.besideWhich)}
        value={keyOf(choice)}
        data={choices.map((one) => ({ value: keyOf(one), label: one.label, disabled: keyOf(one) === keyOf(own) }))}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      {children(choice)}
    </>
  );
}
