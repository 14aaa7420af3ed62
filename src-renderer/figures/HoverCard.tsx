import type { ReactNode } from 'react';
import type { Hovered } from './plot-host.ts';

/** Wide enough for most; longer texts wrap. */
const CARD_WIDTH = 220;

interface HoverCardProps {
  readonly hovered: Hovered;
  readonly width: number;
  /** What can be done with it: the card then stays until it is left. */
  readonly tools?: ReactNode;
  readonly onClose?: () => void;
}

/** What a mark stands for, beside the pointer and within the plot. */
export function HoverCard({ hovered, width, tools, onClose }: HoverCardProps): ReactNode {
  const { text, left, top } = hovered;
  const side = left + CARD_WIDTH + 16 > width ? { right: width - left + 12 } : { left: left + 12 };
  return (
    <div
      className={`fg-hover${tools === undefined ? '' : ' is-kept'}`}
      aria-hidden={tools === undefined}
      style={{ ...side, top: Math.max(0, top - 12), maxWidth: CARD_WIDTH }}
      onMouseLeave={onClose}
    >
      {text.title !== '' && <div className="fg-hover-title">{text.title}</div>}
      {text.lines.map(({ label, value }) => (
        <div className="fg-hover-line" key={label}>
          <span>{label}</span>
          <b>{value}</b>
        </div>
      ))}
      {tools}
    </div>
  );
}
