import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode, Ref } from 'react';
import type { Predicate } from '../../src-main/contract/table.ts';
import { useText } from '../i18n/i18n.tsx';
import { OpenCustomer } from '../customer/OpenCustomer.tsx';
import { gridText } from './grid-text.ts';
import type { GridActions } from './use-grid-state.ts';

interface GridBarProps {
  readonly actions: GridActions;
  readonly nMatching: number | null;
  readonly nRows: number | null;
  readonly filter: Predicate | null;
  readonly hasSelection: boolean;
  readonly findRef: Ref<HTMLInputElement>;
  onSelect(predicate: Predicate): void;
  /** The customer of the row that one is in; null where it is about none. */
  readonly customerId: string | null;
  readonly rowTools?: ReactNode;
}

/** Finding, and what of the table is shown. */
export function GridBar({
  actions,
  nMatching,
  nRows,
  filter,
  hasSelection,
  findRef,
  onSelect,
  customerId,
  rowTools,
}: GridBarProps): ReactNode {
  const { t } = useText();
  const { find, selectedOnly } = actions.state;
  const isNarrowed = filter !== null || find !== '' || selectedOnly;
  const count =
    nMatching === null
      ? t(gridText.loading)
      : isNarrowed
        ? t(gridText.someRows, { n: nMatching, all: nRows ?? nMatching })
        : t(gridText.rows, { n: nMatching });
  return (
    <div className="gr-bar">
      <span className="gr-count" role="status">
        {count}
      </span>
      {filter && find === '' && !selectedOnly && (
        <Button variant="default" size="compact-xs" onClick={() => onSelect(filter)}>
          {t(gridText.selectThese)}
        </Button>
      )}
      {isNarrowed && (
        <Button variant="subtle" color="gray" size="compact-xs" onClick={actions.showAll}>
          {t(gridText.clear)}
        </Button>
      )}
      {customerId !== null && <OpenCustomer customerId={customerId} />}
      {rowTools}
      {hasSelection && (
        <Checkbox
          size="xs"
          label={t(gridText.onlySelected)}
          checked={selectedOnly}
          onChange={(event) => actions.onlySelected(event.currentTarget.checked)}
        />
      )}
      <TextInput
        ref={findRef}
        size="xs"
        w={190}
        aria-label={t(gridText.find)}
        placeholder={t(gridText.find)}
        leftSection={<IconSearch size={13} stroke={1.8} />}
        value={find}
        onChange={(event) => actions.search(event.currentTarget.value)}
      />
    </div>
  );
}
