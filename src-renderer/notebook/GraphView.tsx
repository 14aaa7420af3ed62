import { useEffect, useMemo, useRef, type KeyboardEvent, type ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import { numberFormat } from '../../src-main/contract/text.ts';
import { usePlace } from '../app/place.tsx';
import { useProject, useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { chipText } from '../panel/reason.ts';
import { titleOf } from '../panel/say.ts';
import { readsOf } from './dependencies.ts';
import { layoutGraph, NODE_HEIGHT, NODE_WIDTH, type PlacedNode } from './graph-layout.ts';
import { graphText } from './notebook-text.ts';

/** What a node shows. */
interface NodeWords {
  readonly title: string;
  readonly detail: string;
  readonly state: string;
  open(): void;
}

/** How far the graph may shrink. */
const LEAST_SCALE = 0.75;

const datasetNode = (id: string): string => `dataset ${id}`;

interface GraphViewProps {
  readonly title: string;
  readonly panels: readonly PanelView[];
  onOpen(panelId: string): void;
}

/** The panels of a notebook by what they read; a click, or Enter, goes to one. */
export function GraphView({ title, panels, onOpen }: GraphViewProps): ReactNode {
  const { t, locale } = useText();
  const { go, panelId } = usePlace();
  const project = useProject();
  const steps = useSteps();
  const { nodes, words } = useMemo(() => {
    const datasets = project?.datasets ?? [];
    const shown = panels.filter(({ panel }) => panel.kind !== 'note');
    const list = shown.map(({ panel }) => panel);
    const reads = new Map(list.map((panel) => [panel.id, readsOf(panel, list, datasets)]));
    const used = new Set([...reads.values()].flatMap(({ datasetIds }) => datasetIds));
    const words = new Map<string, NodeWords>();
    for (const dataset of datasets) {
      const open = (): void => go({ kind: 'dataset', datasetId: dataset.id });
      const detail = numberFormat(locale).format(dataset.nRows);
      words.set(datasetNode(dataset.id), { title: dataset.name, detail, state: 'dataset', open });
    }
    for (const view of shown) {
      const { panel, state } = view;
      const named = titleOf(panel, steps.get(panel.step), t);
      words.set(panel.id, {
        title: `${panels.indexOf(view) + 1} ${named}`,
        detail: t(chipText(view)),
        state,
        open: () => onOpen(panel.id),
      });
    }
    const nodes = [
      ...datasets.filter(({ id }) => used.has(id)).map(({ id }) => ({ id: datasetNode(id), reads: [] })),
      ...list.map(({ id }) => {
        const { panelIds, datasetIds } = reads.get(id)!;
        return { id, reads: [...panelIds, ...datasetIds.map(datasetNode)] };
      }),
    ];
    return { nodes, words };
  }, [panels, project, steps, t, locale, go, onOpen]);
  const layout = useMemo(() => layoutGraph(nodes), [nodes]);
  const graph = useRef<SVGSVGElement>(null);
  // A graph wider than the window begins with the panel one comes from, or in its middle.
  useEffect(() => {
    const start = graph.current?.querySelector('.is-focused') ?? graph.current;
    start?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, []);
  return (
    <div className="gv">
      <svg
        ref={graph}
        // It shrinks with the window as far as it can still be read.
        style={{ maxWidth: layout.width, minWidth: layout.width * LEAST_SCALE }}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        role="group"
        aria-label={t(graphText.title, { title })}
      >
        {layout.edges.map(({ from, to, path }) => (
          <path
            key={`${from} ${to}`}
            d={path}
            className={panelId === from || panelId === to ? 'gv-edge is-near' : 'gv-edge'}
          />
        ))}
        {layout.nodes.map((node) => (
          <Node key={node.id} node={node} words={words.get(node.id)!} isFocused={node.id === panelId} />
        ))}
      </svg>
      <p className="pn-hint">{t(graphText.keys)}</p>
    </div>
  );
}

/** Letters of usual width that fit into a node. */
const LONGEST_TITLE = 27;
const LONGEST_DETAIL = 32;

/** A line as long as fits; the whole of it is in the name. */
const clip = (text: string, most: number): string => {
  const wide = [...text].map((letter) => (/[\u2e80-\uffff]/.test(letter) ? 2 : 1));
  let room = most;
  const end = wide.findIndex((width) => (room -= width) < 0);
  return end < 0 ? text : `${[...text].slice(0, end - 1).join('')}…`;
};

function Node({ node, words, isFocused }: { node: PlacedNode; words: NodeWords; isFocused: boolean }): ReactNode {
  const press = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    words.open();
  };
  const isDataset = words.state === 'dataset';
  const title = clip(words.title, LONGEST_TITLE);
  const left = isDataset ? 24 : 14;
  return (
    <g
      className={isFocused ? 'gv-node is-focused' : 'gv-node'}
      data-state={words.state}
      transform={`translate(${node.x} ${node.y})`}
      role="button"
      tabIndex={0}
      onClick={words.open}
      onKeyDown={press}
    >
      {title !== words.title && <title>{words.title}</title>}
      <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx={isDataset ? NODE_HEIGHT / 2 : 8} />
      <text x={left} y={22} className="gv-title">
        {title}
      </text>
      <text x={left} y={39} className="gv-detail">
        {clip(words.detail, LONGEST_DETAIL)}
      </text>
    </g>
  );
}
