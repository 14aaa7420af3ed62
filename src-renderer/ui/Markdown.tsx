import { useMemo, type ReactNode } from 'react';
import { parseMarkdown, type Block, type ListItem } from './markdown/blocks.ts';
import type { Inline } from './markdown/inline.ts';
import './markdown.css';

/** What a link leads to: a help page by its name (`cluster.kmeans`), with or without `help:` before it. */
type FollowLink = (page: string) => void;

export interface MarkdownProps {
  readonly source: string;
  /** Whether each line end is one, as people write notes; otherwise lines flow together. */
  readonly breaks?: boolean;
  /** The level that a first-level heading gets, so that it fits below what is around it. */
  readonly headingLevel?: number;
  /** Opens a help page; without it links are text. Web addresses are shown, since nothing here reaches the network. */
  readonly onPage?: FollowLink;
}

const HELP_PAGE = /^(?:help:)?([a-z0-9.:-]+?)(?:\.md)?$/;

function Link({ to, onPage, children }: { to: string; onPage?: FollowLink; children: ReactNode }): ReactNode {
  const page = HELP_PAGE.exec(to)?.[1];
  if (page && onPage && !to.includes('//')) {
    return (
      <button type="button" className="md-link" onClick={() => onPage(page)}>
        {children}
      </button>
    );
  }
  if (!/^(https?:|mailto:)/.test(to) || children === to) return children;
  return (
    <>
      {children} <span className="md-address">({to})</span>
    </>
  );
}

function Words({ words, onPage }: { words: readonly Inline[]; onPage?: FollowLink }): ReactNode {
  return words.map((word, i) => {
    switch (word.kind) {
      case 'text':
        return word.text;
      case 'code':
        return <code key={i}>{word.text}</code>;
      case 'break':
        return <br key={i} />;
      case 'strong':
        return (
          <strong key={i}>
            <Words words={word.children} onPage={onPage} />
          </strong>
        );
      case 'emphasis':
        return (
          <em key={i}>
            <Words words={word.children} onPage={onPage} />
          </em>
        );
      case 'struck':
        return (
          <del key={i}>
            <Words words={word.children} onPage={onPage} />
          </del>
        );
      case 'link': {
        const [only] = word.children;
        const isBare = word.children.length === 1 && only?.kind === 'text' && only.text === word.to;
        return (
          <Link key={i} to={word.to} onPage={onPage}>
            {isBare ? word.to : <Words words={word.children} onPage={onPage} />}
          </Link>
        );
      }
    }
  });
}

interface PartProps {
  readonly headingLevel: number;
  readonly onPage?: FollowLink;
}

function Item({ item, ...rest }: PartProps & { item: ListItem }): ReactNode {
  const [first] = item.blocks;
  const isShort = item.blocks.length === 1 && first?.kind === 'paragraph';
  const body = isShort ? (
    <Words words={first.children} onPage={rest.onPage} />
  ) : (
    <Blocks blocks={item.blocks} {...rest} />
  );
  if (item.done === null) return <li>{body}</li>;
  return (
    <li className="md-task">
      <input type="checkbox" checked={item.done} disabled readOnly /> {body}
    </li>
  );
}

function Table({ block, onPage }: PartProps & { block: Extract<Block, { kind: 'table' }> }): ReactNode {
  const [head = [], ...rows] = block.rows;
  const styleOf = (column: number) => ({ textAlign: block.align[column] ?? undefined });
  return (
    // A wide table scrolls by itself, also from the keyboard.
    <div className="md-table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" style={styleOf(column)}>
                <Words words={cell} onPage={onPage} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column} style={styleOf(column)}>
                  <Words words={cell} onPage={onPage} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const;

function Part({ block, ...rest }: PartProps & { block: Block }): ReactNode {
  const { headingLevel, onPage } = rest;
  switch (block.kind) {
    case 'heading': {
      const Heading = HEADINGS[Math.min(block.level + headingLevel - 2, 5)] ?? 'h6';
      return (
        <Heading data-level={block.level}>
          <Words words={block.children} onPage={onPage} />
        </Heading>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Words words={block.children} onPage={onPage} />
        </p>
      );
    case 'code':
      return (
        <pre tabIndex={0}>
          <code>{block.text}</code>
        </pre>
      );
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.blocks} {...rest} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item, i) => <Item key={i} item={item} {...rest} />);
      return block.start === null ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'table':
      return <Table block={block} {...rest} />;
    case 'rule':
      return <hr />;
  }
}

function Blocks({ blocks, ...rest }: PartProps & { blocks: readonly Block[] }): ReactNode {
  return blocks.map((block, i) => <Part key={i} block={block} {...rest} />);
}

/** Shows Markdown as elements of React: whatever a text holds, it is never run as HTML. */
export function Markdown({ source, breaks = false, headingLevel = 1, onPage }: MarkdownProps): ReactNode {
  const blocks = useMemo(() => parseMarkdown(source, { breaks }), [source, breaks]);
  return (
    <div className="md">
      <Blocks blocks={blocks} headingLevel={headingLevel} onPage={onPage} />
    </div>
  );
}
