import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import { useCurrentCommands } from '../app/commands.ts';
import { keysOf } from '../app/keys.ts';
import { usePlace } from '../app/place.tsx';
import { usePreferences } from '../app/preferences.ts';
import { useText } from '../i18n/i18n.tsx';
import { Keys } from '../ui/Keys.tsx';
import { runPanel, toggleCollapsed, toggleDisabled } from './actions.ts';
import { usePanelActions } from './panel-context.ts';
import { panelText } from './panel-text.ts';
import { showPanel } from './panel-ui.ts';

/** The keys of a command, to stand beside its entry in a menu. */
function CommandKeys({ id }: { id: string }): ReactNode {
  const { keys: given } = usePreferences();
  const command = useCurrentCommands().find((candidate) => candidate.id === id);
  const [keys] = command ? keysOf(command, given) : [];
  return keys ? <Keys keys={keys} /> : null;
}

interface Entry {
  readonly command?: string;
  readonly label: (typeof panelText)[keyof typeof panelText];
  readonly danger?: boolean;
  readonly disabled?: boolean;
  run(): void;
}

/** Everything that can be done with a panel, with its keys. */
export function PanelMenu({ view, title }: { view: PanelView; title: string }): ReactNode {
  const { t } = useText();
  const actions = usePanelActions();
  const { go } = usePlace();
  const { panel } = view;
  const runs = panel.kind !== 'note' && !panel.disabled;
  const groups: readonly (readonly Entry[])[] = [
    runs
      ? [
          { command: 'panel.run', label: panelText.run, run: () => runPanel(panel.id) },
          { command: 'panel.runNext', label: panelText.runNext, run: () => actions.runAndNext(panel.id) },
        ]
      : [],
    [
      { label: panelText.rename, run: () => showPanel(panel.id, { renaming: true }) },
      {
        command: 'panel.collapse',
        label: panel.collapsed ? panelText.expand : panelText.collapse,
        run: () => toggleCollapsed(view),
      },
      { label: panel.disabled ? panelText.enable : panelText.disable, run: () => toggleDisabled(view) },
      { label: panelText.duplicate, run: () => actions.duplicate(panel.id) },
    ],
    [
      { command: 'panel.addAbove', label: panelText.addAbove, run: () => actions.addAt(panel.id, 'above') },
      { command: 'panel.addBelow', label: panelText.addBelow, run: () => actions.addAt(panel.id, 'below') },
      {
        command: 'panel.moveUp',
        label: panelText.moveUp,
        disabled: !actions.canMove(panel.id, -1),
        run: () => actions.move(panel.id, -1),
      },
      {
        command: 'panel.moveDown',
        label: panelText.moveDown,
        disabled: !actions.canMove(panel.id, 1),
        run: () => actions.move(panel.id, 1),
      },
    ],
    panel.kind === 'step'
      ? [{ label: panelText.help, run: () => go({ kind: 'help', page: panel.step.replace(/:apply$/, '') }) }]
      : [],
    [{ command: 'panel.delete', label: panelText.delete, danger: true, run: () => actions.remove(panel.id) }],
  ];
  return (
    <Menu position="bottom-end" width={230} returnFocus={false}>
      <Menu.Target>
        <ActionIcon aria-label={t(panelText.menu, { title })}>
          <IconDots size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {groups
          .filter((entries) => entries.length > 0)
          .map((entries, i) => (
            <MenuGroup key={i} entries={entries} divided={i > 0} />
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function MenuGroup({ entries, divided }: { entries: readonly Entry[]; divided: boolean }): ReactNode {
  const { t } = useText();
  return (
    <>
      {divided && <Menu.Divider />}
      {entries.map(({ command, label, danger, disabled, run }) => (
        <Menu.Item
          key={label.en}
          className={danger ? 'pn-danger' : undefined}
          disabled={disabled}
          rightSection={command && <CommandKeys id={command} />}
          onClick={run}
        >
          {t(label)}
        </Menu.Item>
      ))}
    </>
  );
}
