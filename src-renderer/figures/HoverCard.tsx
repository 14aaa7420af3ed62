import type { ReactNode } from 'react';
import type { Hovered } from './plot-host.ts';

/** Wide enough for most; longer texts wrap. */
const CARD_WIDTH = 220;

/** What a mark stands for, beside the pointer and within the plot. */
export function HoverCard({ hovered, width }: { hovered: Hovered; width: number }): ReactNode {
  const { text, left, top } = hovered;
  const side = left + CARD_WIDTH + 16 > width ? { right: width - left + 12 } : { left: left + 12 };
  return (
    <div className="fg-hover" aria-hidden="true" style={{ ...side, top: Math.max(0, top - 12), maxWidth: CARD_WIDTH }}>
      {text.title !== '' && <div className="fg-hover-title">{text.title}</div>}
      {text.lines.map(({ label, value }) => (
        <div className="fg-hover-line" key={label}>
          <span>{label}</span>
          <b>{value}</b>
        </div>
      ))}
    </div>
  );
}
