import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { describePredicate } from '../../src-main/contract/describe-predicate.ts';
import { formatCell, formatValue } from '../../src-main/contract/format.ts';
import type { SelectionDifference, SelectionExplanation, SelectionView } from '../../src-main/contract/project.ts';
import { call } from '../engine/call.ts';
import { useCall } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { attempt } from '../project/tree-actions.ts';
import { ErrorNote } from '../ui/ErrorNote.tsx';
import { inspectorText } from './inspector-text.ts';

function Differences({ explanation }: { explanation: SelectionExplanation }): ReactNode {
  const { t, locale } = useText();
  const { differences, currency } = explanation;
  const row = ({ column, choice, value, others }: SelectionDifference): ReactNode => {
    const name = column.label ? t(column.label) : column.name;
    const show = (number: number): string =>
      choice === null ? formatCell(number, column, currency, locale) : formatValue(number, 'share', null, locale);
    return (
      <tr key={column.name}>
        <th scope="row">
          {choice === null
            ? name
            : t(inspectorText.isChoice, { column: name, choice: formatCell(choice, column, null, locale) })}
        </th>
        <td>{show(value)}</td>
        <td>{show(others)}</td>
      </tr>
    );
  };
  return (
    <table className="in-apart" translate="no">
      <thead>
        <tr>
          <td />
          <th scope="col">{t(inspectorText.theSelected)}</th>
          <th scope="col">{t(inspectorText.theOthers)}</th>
        </tr>
      </thead>
      <tbody>{differences.map(row)}</tbody>
    </table>
  );
}

function Rule({ explanation, origin }: { explanation: SelectionExplanation; origin: string }): ReactNode {
  const { t, label } = useText();
  const { source, rule, currency } = explanation;
  const { data } = useCall('table.page', { ref: source, offset: 0, limit: 0 });
  if (!rule) return null;
  const { predicate, nRows, precision, recall } = rule;
  return (
    <>
      <h4>{t(inspectorText.ruleIs)}</h4>
      <p className="in-rule" translate="no">
        {label(describePredicate(predicate, data?.info ?? { columns: [], currency }))}
      </p>
      <p className="hint">{t(inspectorText.ruleQuality, { n: nRows, precision, recall })}</p>
      <Button
        className="in-apart-use"
        variant="default"
        title={t(inspectorText.useRuleWhat)}
        onClick={() => attempt(call('selection.set', { selection: { source, predicate, origin } }))}
      >
        {t(inspectorText.useRule)}
      </Button>
    </>
  );
}

function Explained({ selection }: { selection: SelectionView }): ReactNode {
  const { t } = useText();
  const { source, predicate, origin } = selection;
  const { data, error } = useCall('selection.explain', { selection: { source, predicate, origin } });
  if (error) return <ErrorNote error={error} />;
  if (data === undefined) return <p className="hint">{t(inspectorText.looking)}</p>;
  if (!data || (data.differences.length === 0 && !data.rule))
    return <p className="hint">{t(inspectorText.nothingApart)}</p>;
  return (
    <>
      <p className="hint" translate="no">
        {t(inspectorText.by, { name: data.name })}
      </p>
      {data.differences.length > 0 && <Differences explanation={data} />}
      <Rule explanation={data} origin={origin} />
    </>
  );
}

/** What sets the selected rows apart, asked for when it is opened: columns that differ, and the rule that says who they are. */
export function Apart({ selection }: { selection: SelectionView }): ReactNode {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? IconChevronUp : IconChevronDown;
  const { nRows, nAll } = selection;
  if (nRows === 0 || nRows === nAll) return null;
  return (
    <div className="in-explained">
      <Button
        className="in-apart-toggle"
        variant="subtle"
        color="gray"
        aria-expanded={isOpen}
        leftSection={<Chevron size={14} stroke={1.8} />}
        onClick={() => setOpen(!isOpen)}
      >
        {t(inspectorText.apart)}
      </Button>
      {isOpen && <Explained selection={selection} />}
    </div>
  );
}
