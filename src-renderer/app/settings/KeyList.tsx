import { Button, TextInput } from '@mantine/core';
import { IconBackspace, IconRestore } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Keys } from '../../ui/Keys.tsx';
import { useCurrentCommands, type Command, type CommandGroup } from '../commands.ts';
import { keysOf, showKeys } from '../keys.ts';
import { groupNames } from '../palette/entries.ts';
import { changePreferences, usePreferences } from '../preferences.ts';
import { settingsText } from './settings-text.ts';
import { useKeyCapture } from './use-key-capture.ts';

const ICON = { size: 14, stroke: 1.8 } as const;

type GivenKeys = Readonly<Record<string, string>>;

interface RowProps {
  readonly command: Command;
  readonly given: GivenKeys;
  readonly isListening: boolean;
  onListen(): void;
  onKeys(keys: string | null): void;
}

function Row({ command, given, isListening, onListen, onKeys }: RowProps): ReactNode {
  const { t } = useText();
  const title = t(command.title);
  const keys = keysOf(command, given);
  const isChanged = given[command.id] !== undefined;
  return (
    <tr>
      <th scope="row">
        {title}
        {isChanged && <span className="changed"> · {t(settingsText.changedMark)}</span>}
      </th>
      <td>
        <button type="button" className="plain key-change" onClick={onListen}>
          <span className="visually-hidden">{t(settingsText.change, { title })}</span>
          {isListening ? (
            <span className="key-listening">{t(settingsText.press)}</span>
          ) : (
            keys.map((each) => <Keys key={each} keys={each} />)
          )}
          {!isListening && keys.length === 0 && <span className="hint">{t(settingsText.none)}</span>}
        </button>
      </td>
      <td className="key-do">
        {isChanged ? (
          <IconButton
            label={t(settingsText.reset, { title })}
            icon={<IconRestore {...ICON} />}
            onClick={() => onKeys(null)}
          />
        ) : (
          <IconButton
            label={t(settingsText.remove, { title })}
            icon={<IconBackspace {...ICON} />}
            disabled={keys.length === 0}
            onClick={() => onKeys('')}
          />
        )}
      </td>
    </tr>
  );
}

/** Keys given to one command are taken from another that had them. */
function giveKeys(
  commands: readonly Command[],
  given: GivenKeys,
  to: Command,
  keys: string,
): [GivenKeys, Command | null] {
  const other = commands.find((command) => command.id !== to.id && keysOf(command, given).includes(keys)) ?? null;
  return [{ ...given, ...(other ? { [other.id]: '' } : {}), [to.id]: keys }, other];
}

const without = (given: GivenKeys, id: string): GivenKeys =>
  Object.fromEntries(Object.entries(given).filter(([key]) => key !== id));

/** Every command with its keys, which a person can change. */
export function KeyList(): ReactNode {
  const { t } = useText();
  const commands = useCurrentCommands();
  const { keys: given } = usePreferences();
  const [filter, setFilter] = useState('');
  const [listening, setListening] = useState<Command | null>(null);
  const [said, setSaid] = useState('');
  const change = (command: Command, keys: string | null): void => {
    if (keys === null || keys === '') {
      changePreferences({ keys: keys === null ? without(given, command.id) : { ...given, [command.id]: '' } });
      return;
    }
    const [next, other] = giveKeys(commands, given, command, keys);
    changePreferences({ keys: next });
    const words = { keys: showKeys(keys), title: t(command.title), other: other ? t(other.title) : '' };
    setSaid(t(other ? settingsText.taken : settingsText.changed, words));
  };
  useKeyCapture(listening !== null, (keys) => {
    if (listening && keys !== null) change(listening, keys);
    setListening(null);
  });
  const fits = ({ title, id }: Command): boolean =>
    `${t(title)} ${title.en} ${id}`.toLowerCase().includes(filter.trim().toLowerCase());
  return (
    <>
      <p className="hint">{t(settingsText.keysWhat)}</p>
      <div className="key-bar">
        <TextInput
          aria-label={t(settingsText.filter)}
          placeholder={t(settingsText.filter)}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={Object.keys(given).length === 0}
          onClick={() => changePreferences({ keys: {} })}
        >
          {t(settingsText.resetAll)}
        </Button>
      </div>
      <p className="key-said" role="status">
        {said}
      </p>
      <div className="key-list" tabIndex={0} role="region" aria-label={t(settingsText.keys)}>
        {(Object.keys(groupNames) as CommandGroup[]).map((group) => {
          const rows = commands.filter((command) => command.group === group && fits(command));
          if (rows.length === 0) return null;
          return (
            <table key={group} className="keys">
              <caption>{t(groupNames[group])}</caption>
              <thead className="visually-hidden">
                <tr>
                  <th scope="col">{t(settingsText.command)}</th>
                  <th scope="col">{t(settingsText.pressed)}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {rows.map((command) => (
                  <Row
                    key={command.id}
                    {...{ command, given }}
                    isListening={listening?.id === command.id}
                    onListen={() => setListening(command)}
                    onKeys={(keys) => change(command, keys)}
                  />
                ))}
              </tbody>
            </table>
          );
        })}
      </div>
    </>
  );
}
