import { Select, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useId, type ReactNode } from 'react';
import type { InputChoice } from '../../src-main/contract/calls.ts';
import { formatError } from '../../src-main/contract/errors.ts';
import type { Panel } from '../../src-main/contract/project.ts';
import type { InputPort, InputRef, StepInfo } from '../../src-main/contract/step.ts';
import { useCall } from '../engine/queries.ts';
import type { When } from '../form/control.ts';
import { useText } from '../i18n/i18n.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { ChainPort } from './ChainPort.tsx';
import { editPanel } from './edits.ts';
import { inputOptions, moved, refKey } from './input-options.ts';
import { inputsText } from './inputs-text.ts';
import { refName, type RefNames } from './summary.ts';
import { useNames } from './use-names.ts';

interface InputsProps {
  readonly panel: Panel;
  readonly step: StepInfo;
}

/** What a panel reads, one field a port. */
export function Inputs({ panel, step }: InputsProps): ReactNode {
  const choices = useCall('panel.inputs', { panelId: panel.id }).data;
  const names = useNames();
  const change = (port: string, refs: readonly InputRef[], when: When): void =>
    editPanel(panel.id, { inputs: { ...panel.inputs, [port]: [...refs] } }, when);
  return Object.entries(step.needs).map(([name, port]) => {
    const shared = {
      name,
      names,
      disabled: panel.disabled,
      choices: choices?.[name] ?? [],
      refs: panel.inputs[name] ?? [],
      onChange: (refs: readonly InputRef[], when: When = 'now') => change(name, refs, when),
    };
    if (port.kind === 'chain') return <ChainPort key={name} port={port} {...shared} />;
    if (port.max > 1) return <ManyInputs key={name} port={port} {...shared} />;
    return <OneInput key={name} port={port} {...shared} />;
  });
}

export interface PortProps<P extends InputPort> {
  readonly name: string;
  readonly port: P;
  readonly refs: readonly InputRef[];
  readonly choices: readonly InputChoice[];
  readonly names: RefNames;
  readonly disabled: boolean;
  /** At once, unless it is typed. */
  onChange(refs: readonly InputRef[], when?: When): void;
}

type PlainPort = Exclude<InputPort, { kind: 'chain' }>;

/** The options of a port for a select, those that do not suit with their reason. */
export function usePortData({ refs, choices, names }: Pick<PortProps<InputPort>, 'refs' | 'choices' | 'names'>) {
  const { t, locale } = useText();
  const groups = inputOptions(choices, refs, (ref) => t(inputsText.gone, { name: refName(ref, names) }));
  const all = Object.values(groups).flat();
  const data = (['panels', 'datasets', 'segments'] as const)
    .filter((group) => groups[group].length > 0)
    .map((group) => ({
      group: t(inputsText[group]),
      items: groups[group].map(({ value, choice }) => {
        const isKnown = choice.ref.from === 'panel' && choices.includes(choice);
        return { value, label: isKnown ? refName(choice.ref, names) : choice.label, disabled: !choice.suits };
      }),
    }));
  const whyNot = (value: string): string | null => {
    const choice = all.find((option) => option.value === value)?.choice;
    return choice?.why ? formatError(choice.why, locale).what : null;
  };
  const refOf = (value: string): InputRef | undefined => all.find((option) => option.value === value)?.choice.ref;
  return { data, whyNot, refOf };
}

/** An option, and below it why it cannot be chosen. */
function OptionWords({ label, why }: { label: string; why: string | null }): ReactNode {
  return (
    <span className="pn-option">
      {label}
      {why !== null && <small>{why}</small>}
    </span>
  );
}

function PortLabel({ port, id }: { port: InputPort; id: string }): ReactNode {
  const { t } = useText();
  const isOptional = port.kind === 'chain' ? port.min === 0 : port.optional;
  return (
    <div className="fd-head">
      <label htmlFor={id}>{t(port.label)}</label>
      {isOptional && <span className="pn-optional">{t(inputsText.optional)}</span>}
    </div>
  );
}

function OneInput(props: PortProps<PlainPort>): ReactNode {
  const { name, port, refs, disabled, onChange } = props;
  const { t } = useText();
  const id = useId();
  const { data, whyNot, refOf } = usePortData(props);
  const [ref] = refs;
  return (
    <div className="fd fd-w-m" data-port={name}>
      <PortLabel port={port} id={id} />
      <Select
        id={id}
        disabled={disabled}
        data={data}
        value={ref ? refKey(ref) : null}
        placeholder={t(port.optional ? inputsText.none : inputsText.choose)}
        clearable={port.optional}
        rightSectionPointerEvents={port.optional && ref ? 'all' : 'none'}
        allowDeselect={false}
        openOnFocus={false}
        clearButtonProps={{ 'aria-label': t(inputsText.clear) }}
        searchable={data.flatMap(({ items }) => items).length > 8}
        nothingFoundMessage={t(inputsText.nothing)}
        comboboxProps={{ shadow: 'none', width: 280, position: 'bottom-start' }}
        renderOption={({ option }) => <OptionWords label={option.label} why={whyNot(option.value)} />}
        onChange={(value) => {
          const chosen = value === null ? undefined : refOf(value);
          onChange(chosen ? [chosen] : []);
        }}
      />
    </div>
  );
}

const ICON = { size: 14, stroke: 1.8 } as const;

function ManyInputs(props: PortProps<PlainPort>): ReactNode {
  const { name, port, refs, names, disabled, onChange } = props;
  const { t } = useText();
  const id = useId();
  const { data, whyNot, refOf } = usePortData(props);
  const taken = new Set(refs.map(refKey));
  const left = data
    .map(({ group, items }) => ({ group, items: items.filter(({ value }) => !taken.has(value)) }))
    .filter(({ items }) => items.length > 0);
  return (
    <div className="fd fd-w-l" data-port={name}>
      <PortLabel port={port} id={id} />
      <ol className="pn-refs">
        {refs.map((ref, at) => {
          const label = refName(ref, names);
          return (
            <li key={refKey(ref)}>
              <span>{label}</span>
              <IconButton
                label={t(inputsText.earlier, { name: label })}
                icon={<IconArrowUp {...ICON} />}
                disabled={disabled || at === 0}
                onClick={() => onChange(moved(refs, at, -1))}
              />
              <IconButton
                label={t(inputsText.later, { name: label })}
                icon={<IconArrowDown {...ICON} />}
                disabled={disabled || at === refs.length - 1}
                onClick={() => onChange(moved(refs, at, 1))}
              />
              <IconButton
                label={t(inputsText.remove, { name: label })}
                icon={<IconX {...ICON} />}
                disabled={disabled}
                onClick={() => onChange(refs.filter((_, i) => i !== at))}
              />
            </li>
          );
        })}
      </ol>
      <Tooltip label={t(inputsText.addTo, { port: port.label })}>
        <Select
          id={id}
          disabled={disabled || refs.length >= port.max}
          data={left}
          value={null}
          placeholder={t(inputsText.add)}
          nothingFoundMessage={t(inputsText.nothing)}
          comboboxProps={{ shadow: 'none', width: 280, position: 'bottom-start' }}
          renderOption={({ option }) => <OptionWords label={option.label} why={whyNot(option.value)} />}
          onChange={(value) => {
            const chosen = value === null ? undefined : refOf(value);
            if (chosen) onChange([...refs, chosen]);
          }}
        />
      </Tooltip>
    </div>
  );
}
