import { Button, Menu, TextInput } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconChevronRight,
  IconCopy,
  IconPlus,
  IconX,
} from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { Chain, ChainPort as ChainPortInfo, InputRef } from '../../src-main/contract/step.ts';
import { useCall, useSteps } from '../engine/queries.ts';
import { fieldsOf } from '../form/fields.ts';
import { Form } from '../form/Form.tsx';
import { useText } from '../i18n/i18n.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import type { PortProps } from './Inputs.tsx';
import { moved, refKey } from './input-options.ts';
import { inputsText } from './inputs-text.ts';
import { refName, settingsLine, type RefNames } from './summary.ts';

const ICON = { size: 14, stroke: 1.8 } as const;

/** Chains that a step fits itself: in an order, each with its settings. */
export function ChainPort({
  name,
  port,
  refs,
  choices,
  names,
  disabled,
  onChange,
}: PortProps<ChainPortInfo>): ReactNode {
  const { t } = useText();
  const isProposed = refs.length === 0;
  // What the step proposes is shown as if it had been chosen; the first edit makes it so.
  const shown = isProposed ? port.default.map((chain): InputRef => ({ from: 'chain', chain })) : refs;
  const set = (at: number, ref: InputRef): void =>
    onChange(
      shown.map((before, i) => (i === at ? ref : before)),
      'soon',
    );
  const tooFew = shown.length < port.min;
  return (
    <div className="fd fd-w-all" data-port={name}>
      <div className="fd-head">
        <span className="pn-port">{t(port.label)}</span>
        {isProposed && shown.length > 0 && <span className="pn-optional">{t(inputsText.proposed)}</span>}
        {!isProposed && port.default.length > 0 && (
          <Button variant="subtle" size="compact-xs" disabled={disabled} onClick={() => onChange([])}>
            {t(inputsText.backToProposed)}
          </Button>
        )}
      </div>
      <ol className="pn-chains" aria-label={t(port.label)}>
        {shown.map((ref, at) => (
          <ChainEntry
            key={`${at} ${ref.from === 'chain' ? ref.chain.steps.map(({ step }) => step).join() : refKey(ref)}`}
            {...{ reference: ref, names, disabled }}
            isFirst={at === 0}
            isLast={at === shown.length - 1}
            onChange={(next) => set(at, next)}
            onMove={(by) => onChange(moved(shown, at, by))}
            onCopy={
              shown.length < port.max ? () => onChange([...shown.slice(0, at + 1), ref, ...shown.slice(at + 1)]) : null
            }
            onRemove={() => onChange(shown.filter((_, i) => i !== at))}
          />
        ))}
      </ol>
      {tooFew && <span className="fd-error">{t(inputsText.atLeast, { n: port.min })}</span>}
      {shown.length < port.max && (
        <AddChain port={port} choices={choices} disabled={disabled} onAdd={(ref) => onChange([...shown, ref])} />
      )}
    </div>
  );
}

interface AddChainProps extends Pick<PortProps<ChainPortInfo>, 'port' | 'choices' | 'disabled'> {
  onAdd(ref: InputRef): void;
}

function AddChain({ port, choices, disabled, onAdd }: AddChainProps): ReactNode {
  const { t } = useText();
  const { data = [] } = useCall('chain.choices', { task: port.task });
  const above = choices.filter(({ ref, suits }) => ref.from === 'panel' && suits);
  return (
    <Menu position="bottom-start" width={280}>
      <Menu.Target>
        <Button variant="subtle" leftSection={<IconPlus {...ICON} />} disabled={disabled}>
          {t(inputsText.add)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {above.length > 0 && <Menu.Label>{t(inputsText.panels)}</Menu.Label>}
        {above.map(({ ref, label }) => (
          <Menu.Item key={refKey(ref)} onClick={() => onAdd(ref)}>
            {label}
          </Menu.Item>
        ))}
        {above.length > 0 && <Menu.Divider />}
        {data.map(({ chain, label }) => (
          <Menu.Item key={JSON.stringify(chain)} onClick={() => onAdd({ from: 'chain', chain })}>
            {t(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChainEntryProps {
  readonly reference: InputRef;
  readonly names: RefNames;
  readonly disabled: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onCopy: (() => void) | null;
  onChange(ref: InputRef): void;
  onMove(by: -1 | 1): void;
  onRemove(): void;
}

function ChainEntry({
  reference,
  names,
  disabled,
  isFirst,
  isLast,
  onChange,
  onMove,
  onCopy,
  onRemove,
}: ChainEntryProps): ReactNode {
  const { t, locale } = useText();
  const steps = useSteps();
  const [isOpen, setOpen] = useState(false);
  const chain = reference.from === 'chain' ? reference.chain : null;
  const name = refName(reference, names);
  const last = chain?.steps.at(-1);
  const info = last && steps.get(last.step);
  const words = info ? settingsLine(info, last.parameters, locale).filter(({ changed }) => changed) : [];
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <li className="pn-chain">
      <div className="pn-chain-head">
        {chain ? (
          <button
            type="button"
            className="pn-chain-name"
            aria-expanded={isOpen}
            aria-label={t(inputsText.chainSettings, { name })}
            onClick={() => setOpen(!isOpen)}
          >
            <Chevron {...ICON} aria-hidden />
            {name}
            <small>{words.map(({ label, value }) => `${label} ${value}`).join(' · ')}</small>
          </button>
        ) : (
          <span className="pn-chain-name">{name}</span>
        )}
        <IconButton
          label={t(inputsText.earlier, { name })}
          icon={<IconArrowUp {...ICON} />}
          disabled={disabled || isFirst}
          onClick={() => onMove(-1)}
        />
        <IconButton
          label={t(inputsText.later, { name })}
          icon={<IconArrowDown {...ICON} />}
          disabled={disabled || isLast}
          onClick={() => onMove(1)}
        />
        {onCopy && (
          <IconButton
            label={t(inputsText.copy, { name })}
            icon={<IconCopy {...ICON} />}
            disabled={disabled}
            onClick={onCopy}
          />
        )}
        <IconButton
          label={t(inputsText.remove, { name })}
          icon={<IconX {...ICON} />}
          disabled={disabled}
          onClick={onRemove}
        />
      </div>
      {isOpen && chain && (
        <ChainForm chain={chain} disabled={disabled} onChange={(next) => onChange({ from: 'chain', chain: next })} />
      )}
    </li>
  );
}

const NO_COLUMNS = {};

/** The name of a chain and the settings of each of its steps. */
function ChainForm({
  chain,
  disabled,
  onChange,
}: {
  chain: Chain;
  disabled: boolean;
  onChange: (chain: Chain) => void;
}): ReactNode {
  const { t } = useText();
  const steps = useSteps();
  return (
    <div className="pn-chain-form">
      <TextInput
        className="fd-w-m"
        label={t(inputsText.chainName)}
        disabled={disabled}
        maxLength={200}
        value={chain.title ?? ''}
        onChange={(event) => {
          const title = event.currentTarget.value;
          onChange(title === '' ? { steps: chain.steps } : { title, steps: chain.steps });
        }}
      />
      {chain.steps.map((link, at) => {
        const info = steps.get(link.step);
        if (!info) return null;
        return (
          <div key={at}>
            {chain.steps.length > 1 && <h4>{t(info.title)}</h4>}
            <Form
              fields={fieldsOf(info.parameters)}
              values={link.parameters}
              columns={NO_COLUMNS}
              disabled={disabled}
              onChange={(parameters) =>
                onChange({
                  ...chain,
                  steps: chain.steps.map((before, i) => (i === at ? { ...before, parameters } : before)),
                })
              }
            />
          </div>
        );
      })}
    </div>
  );
}
