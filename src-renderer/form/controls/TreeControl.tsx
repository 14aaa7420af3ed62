import { Button } from '@mantine/core';
import { IconBrackets, IconBracketsOff, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, type ReactNode } from 'react';
import { useText } from '../../i18n/i18n.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import {
  depthOf,
  dissolved,
  entriesOf,
  innerOf,
  newGroup,
  newTest,
  removed,
  replaced,
  type Entries,
} from '../condition-tree.ts';
import type { ControlProps, InnerParts, WhenMoving } from '../control.ts';
import { asRecord } from '../fields.ts';
import { formText } from '../form-text.ts';

const ICON = { size: 14, stroke: 1.8 } as const;

type TreeProps = ControlProps<'tree'> & { readonly parts: InnerParts };

/** Tests and groups of tests, in groups as deep as the step takes them: a box a group, numbered as in `2.1`. */
export function TreeControl({ value, id, describedBy, ...rest }: TreeProps): ReactNode {
  const entries = entriesOf(value);
  return (
    <div id={id} role="group" aria-describedby={describedBy}>
      <Level {...rest} entries={entries} number="" depth={1} />
    </div>
  );
}

interface LevelProps extends Pick<TreeProps, 'field' | 'disabled' | 'parts'> {
  readonly entries: Entries;
  /** The numbers of the groups around, each with its dot. */
  readonly number: string;
  readonly depth: number;
  onChange(entries: Entries, when: WhenMoving): void;
}

function Level({ field, disabled, parts, entries, number, depth, onChange }: LevelProps): ReactNode {
  const { t } = useText();
  const list = useRef<HTMLDivElement>(null);
  /** Which entry the keyboard goes to once it is drawn. */
  const goal = useRef<number | null>(null);
  useEffect(() => {
    if (goal.current === null) return;
    const entry = list.current?.children[goal.current];
    goal.current = null;
    entry?.querySelector<HTMLElement>('input, select, button')?.focus();
  }, [entries]);
  const edit = (next: Entries, focus: number): void => {
    goal.current = Math.min(focus, next.length - 1);
    onChange(next, 'now');
  };
  const isFull = field.most !== null && entries.length >= field.most;
  const canNest = depth < field.deepest;
  return (
    <div className="fd-tree">
      <div className="fd-tree-list" ref={list}>
        {entries.map((entry, at) => {
          const own = `${number}${at + 1}`;
          const inner = innerOf(field, entry);
          const nDissolved = entries.length - 1 + (inner?.length ?? 1);
          const label = t(inner ? formText.treeGroup : formText.treeCondition, { n: own });
          const fields = inner ? field.group : field.test;
          return (
            <div key={at} className={inner ? 'fd-entry fd-group' : 'fd-entry'} role="group" aria-label={label}>
              <div className="fd-entry-body">
                <parts.Fields
                  {...{ fields, disabled }}
                  values={asRecord(entry)}
                  onChange={({ name }, next, when) =>
                    onChange(replaced(entries, at, { ...asRecord(entry), [name]: next }), when)
                  }
                />
                {inner && (
                  <Level
                    {...{ field, disabled, parts }}
                    entries={inner}
                    number={`${own}.`}
                    depth={depth + 1}
                    onChange={(next, when) =>
                      onChange(replaced(entries, at, { ...asRecord(entry), [field.within]: next }), when)
                    }
                  />
                )}
              </div>
              <div className="fd-tree-tools">
                {inner ? (
                  <IconButton
                    label={t(formText.outOfGroup, { n: own })}
                    icon={<IconBracketsOff {...ICON} />}
                    disabled={disabled || (field.most !== null && nDissolved > field.most)}
                    onClick={() => edit(dissolved(field, entries, at), at)}
                  />
                ) : (
                  <IconButton
                    label={t(formText.intoGroup, { n: own })}
                    icon={<IconBrackets {...ICON} />}
                    disabled={disabled || !canNest || depth + depthOf(field, [entry]) > field.deepest}
                    onClick={() => edit(replaced(entries, at, newGroup(field, [entry])), at)}
                  />
                )}
                <IconButton
                  label={t(inner ? formText.removeGroup : formText.removeTreeCondition, { n: own })}
                  icon={<IconTrash {...ICON} />}
                  disabled={disabled || entries.length === 1}
                  onClick={() => edit(removed(entries, at), at)}
                />
              </div>
            </div>
          );
        })}
      </div>
      <div className="fd-tree-add">
        <Button
          variant="subtle"
          leftSection={<IconPlus {...ICON} />}
          disabled={disabled || isFull}
          onClick={() => edit([...entries, newTest(field)], entries.length)}
        >
          {t(formText.addCondition)}
        </Button>
        {canNest && (
          <Button
            variant="subtle"
            leftSection={<IconBrackets {...ICON} />}
            disabled={disabled || isFull}
            onClick={() => edit([...entries, newGroup(field, [newTest(field)])], entries.length)}
          >
            {t(formText.addGroup)}
          </Button>
        )}
      </div>
    </div>
  );
}
