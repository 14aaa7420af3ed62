import { Button, Tooltip } from '@mantine/core';
import { IconDownload, IconFileText, IconLayoutCards, IconTable } from '@tabler/icons-react';
import { useId, useMemo, useState, type ReactNode } from 'react';
import { withEdits, type CardEdit, type PersonaCard } from '../../src-main/contract/cards.ts';
import type { CardsFigure } from '../../src-main/contract/figure.ts';
import type { Panel } from '../../src-main/contract/project.ts';
import type { TableRef } from '../../src-main/contract/table.ts';
import { formatLabel } from '../../src-main/contract/text.ts';
import { openDialog } from '../app/dialogs.ts';
import { call } from '../engine/call.ts';
import { FigureNumbers } from '../figures/FigureNumbers.tsx';
import { figureCsv, fileName, saveFile } from '../figures/save.ts';
import { ErrorLine, useAttempt } from '../figures/use-attempt.tsx';
import { useSelection } from '../figures/use-selection.ts';
import { useText } from '../i18n/i18n.tsx';
import { runPanel } from '../panel/actions.ts';
import { editPanel, usePending, withEdit } from '../panel/edits.ts';
import { useShownPanels } from '../panel/panel-context.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Card } from './Card.tsx';
import { cardsText } from './cards-text.ts';
import { withDraft, type Draft } from './edits.ts';
import './cards.css';

const ICON = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** What an analyst said so far, as the panel keeps it. */
function editsOf(panel: Panel | null, name: string): readonly CardEdit[] {
  const kept = panel?.parameters[name];
  const edits = (Array.isArray(kept) ? kept : []) as readonly (Partial<CardEdit> &
    Pick<CardEdit, 'cluster' | 'part'>)[];
  return edits.map((edit) => ({ text: '', hidden: false, was: '', ...edit }));
}

/** Persona cards: every number leads to where it comes from and selects its group; names and sentences can be rewritten. */
export function Cards({ figure, panelId }: { figure: CardsFigure; panelId: string }): ReactNode {
  const { t, locale } = useText();
  const id = useId();
  const [asTable, setAsTable] = useState(false);
  const { attempt, error } = useAttempt();
  const selection = useSelection();
  const pending = usePending(panelId);
  const view = useShownPanels().find(({ panel }) => panel.id === panelId);
  const panel = view ? withEdit(view.panel, pending) : null;
  const edits = useMemo(() => editsOf(panel, figure.edits), [panel, figure.edits]);
  const shown = useMemo(
    (): CardsFigure => (panel ? { ...figure, cards: withEdits(figure.cards, edits) } : figure),
    [panel, figure, edits],
  );
  const { column, table, values } = figure.select;
  const source: TableRef = { from: 'panel', panelId, output: table };
  const predicateOf = (at: number) => ({ op: 'in' as const, column, values: [values[at]!] });
  const isSelected = (at: number): boolean =>
    selection !== null &&
    JSON.stringify([selection.source, selection.predicate]) === JSON.stringify([source, predicateOf(at)]);
  const select = (at: number): void =>
    attempt(call('selection.set', { selection: { source, predicate: predicateOf(at), origin: panelId } }));
  const keep = (card: PersonaCard, draft: Draft): void => {
    if (!panel) return;
    const rest = Object.fromEntries(Object.entries(panel.parameters).filter(([name]) => name !== figure.edits));
    const next = withDraft(edits, card, draft, locale);
    if (JSON.stringify(next) === JSON.stringify(edits)) return;
    editPanel(panelId, { parameters: next.length > 0 ? { ...rest, [figure.edits]: next } : rest }, 'now');
    runPanel(panelId);
  };
  const title = formatLabel(figure.title, locale);
  return (
    <section className="pc" aria-labelledby={id}>
      <div className="fg-head">
        <div className="fg-words">
          <h4 className="fg-title" id={id}>
            {title}
          </h4>
          {figure.subtitle && <p className="fg-sub">{formatLabel(figure.subtitle, locale)}</p>}
        </div>
        <div className="fg-tools">
          {view && (
            <Tooltip label={t(cardsText.sheetHelp)}>
              <Button
                variant="default"
                leftSection={<IconFileText {...ICON} size={14} />}
                onClick={() => openDialog({ kind: 'report', notebookId: view.panel.notebookId, sheetOf: panelId })}
              >
                {t(cardsText.sheet)}
              </Button>
            </Tooltip>
          )}
          <IconButton
            label={t(cardsText.csv)}
            icon={<IconDownload {...ICON} />}
            onClick={() =>
              saveFile(fileName(title, 'csv'), new Blob([figureCsv(shown, null, locale)], { type: 'text/csv' }))
            }
          />
          <IconButton
            label={t(asTable ? cardsText.cards : cardsText.table)}
            icon={asTable ? <IconLayoutCards {...ICON} /> : <IconTable {...ICON} />}
            onClick={() => setAsTable(!asTable)}
          />
        </div>
      </div>
      <ErrorLine error={error} />
      {asTable ? (
        <FigureNumbers figure={shown} points={null} />
      ) : (
        <div className="pc-cards">
          {shown.cards.map((card, at) => (
            <Card
              key={card.cluster}
              {...{ figure: shown, card }}
              isSelected={isSelected(at)}
              onEdit={panel && !panel.disabled ? (draft) => keep(card, draft) : undefined}
              onSelect={() => select(at)}
            />
          ))}
        </div>
      )}
    </section>
  );
}
