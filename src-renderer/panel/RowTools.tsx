import { Button, Tooltip } from '@mantine/core';
import { IconMarquee2, IconTool, IconUsersGroup } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { chain as chainSchema, type Chain, type InputRef } from '../../src-main/contract/step.ts';
import { predicate as predicateSchema, type Cell, type Predicate, type TableInfo, type TableRef } from '../../src-main/contract/table.ts'; // prettier-ignore
import type { PanelView } from '../../src-main/contract/project.ts';
import { notify } from '../app/notices.ts';
import { usePlace } from '../app/place.tsx';
import { call } from '../engine/call.ts';
import { useCall, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { attempt } from './actions.ts';
import { OpenChain } from './OpenChain.tsx';
import { usePanelActions } from './panel-context.ts';
import { outputText } from './panel-text.ts';

interface RowToolsProps {
  readonly view: PanelView;
  readonly info: TableInfo;
  readonly cells: readonly Cell[];
}

const ICON = { size: 13, stroke: 1.8, 'aria-hidden': true } as const;
const isTable = (ref: InputRef): ref is TableRef => ref.from === 'dataset' || ref.from === 'panel' || ref.from === 'output'; // prettier-ignore

/** The text of a column in a row; null where there is none. */
function textIn({ info, cells }: RowToolsProps, name: string): string | null {
  const cell = cells[info.columns.findIndex((column) => column.name === name)];
  return typeof cell === 'string' ? cell : null;
}

/** What can be done with one row of a panel's table: a finding is mended, a chain opened, a rule becomes a selection or a segment. */
export function RowTools(props: RowToolsProps): ReactNode {
  const mending = mendingIn(props);
  const chain = chainIn(props);
  const rule = ruleIn(props);
  if (mending) return <Mend view={props.view} mending={mending} />;
  if (chain) return <OpenChain panelId={props.view.panel.id} chain={chain} isSmall />;
  return rule ? <UseRule view={props.view} rule={rule} name={textIn(props, 'cluster') ?? ''} /> : null;
}

/** JSON as it was written into a cell; undefined where it is none. */
function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}

/** The condition that a row holds in its column “predicate”. */
function ruleIn(props: RowToolsProps): Predicate | null {
  const written = textIn(props, 'predicate');
  return written === null ? null : (predicateSchema.safeParse(parsed(written)).data ?? null);
}

/** The chain that a row holds in its column “chain”. */
function chainIn(props: RowToolsProps): Chain | null {
  const written = textIn(props, 'chain');
  return written === null ? null : (chainSchema.safeParse(parsed(written)).data ?? null);
}

interface Mending {
  readonly column: string;
  /** The step that mends a finding, with its parameters. */
  readonly step: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What mends the finding of a row; null where nothing does, or where an older version did not say how. */
function mendingIn(props: RowToolsProps): Mending | null {
  const [column, step] = [textIn(props, 'column'), textIn(props, 'mended_by')];
  const written = textIn(props, 'mend_parameters');
  if (column === null || step === null || written === null) return null;
  const parameters = parsed(written);
  return typeof parameters === 'object' && parameters !== null
    ? { column, step, parameters: parameters as Mending['parameters'] }
    : null;
}

function Mend({ view, mending }: { view: PanelView; mending: Mending }): ReactNode {
  const { t } = useText();
  const steps = useSteps();
  const actions = usePanelActions();
  const step = steps.get(mending.step);
  const inputs = view.panel.inputs.table;
  if (!step || !inputs || !('table' in step.needs)) return null;
  const values = { column: mending.column, step: t(step.title) };
  return (
    <Tooltip label={t(outputText.mendWhat, values)} multiline maw={320}>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<IconTool {...ICON} />}
        onClick={() => actions.addFilled(view.panel.id, { ...mending, inputs: { table: inputs } })}
      >
        {t(outputText.mend, values)}
      </Button>
    </Tooltip>
  );
}

/** Every column that a condition speaks of. */
export function columnsIn(condition: Predicate): string[] {
  switch (condition.op) {
    case 'and':
    case 'or':
      return condition.args.flatMap(columnsIn);
    case 'not':
      return columnsIn(condition.arg);
    case 'polygon':
      return [condition.x, condition.y];
    default:
      return [condition.column];
  }
}

function UseRule({ view, rule, name }: { view: PanelView; rule: Predicate; name: string }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  const refs = Object.values(view.panel.inputs).flat().filter(isTable);
  const first = useCall('table.page', refs[0] ? { ref: refs[0], offset: 0, limit: 0 } : null).data;
  const second = useCall('table.page', refs[1] ? { ref: refs[1], offset: 0, limit: 0 } : null).data;
  const holds = (info: TableInfo | undefined): boolean =>
    columnsIn(rule).every((column) => info?.columns.some((one) => one.name === column));
  const [source, info] = holds(second?.info) ? [refs[1], second?.info] : [refs[0], first?.info];
  if (!source || !info || !holds(info)) return null;
  const add = async (): Promise<void> => {
    const named = name === '' ? t(outputText.ruleName) : t(outputText.ruleOf, { name });
    const { segmentId } = await call('segment.add', { name: named, kind: 'rule', source, predicate: rule });
    const show = { title: outputText.showSegment, run: () => go({ kind: 'segment', segmentId }) };
    notify({ tone: 'done', text: outputText.segmentKept, values: { name: named }, actions: [show] });
  };
  const selection = { source, predicate: rule, origin: view.panel.id };
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<IconMarquee2 {...ICON} />}
        onClick={() => attempt(call('selection.set', { selection }))}
      >
        {t(outputText.selectRule)}
      </Button>
      {info.entity !== 'none' && (
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconUsersGroup {...ICON} />}
          onClick={() => attempt(add())}
        >
          {t(outputText.keepRule)}
        </Button>
      )}
    </>
  );
}
