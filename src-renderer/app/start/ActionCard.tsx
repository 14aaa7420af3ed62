import type { ReactNode } from 'react';

/** Something to begin with: a verb, and what comes of it. */
export function ActionCard({
  icon,
  title,
  what,
  primary = false,
  onClick,
}: {
  icon: ReactNode;
  title: string;
  what: string;
  primary?: boolean;
  onClick: () => void;
}): ReactNode {
  return (
    <button type="button" className={primary ? 'plain card is-primary' : 'plain card'} onClick={onClick}>
      <span className="card-icon" aria-hidden>
        {icon}
      </span>
      <span className="card-words">
        <b>{title}</b>
        <span>{what}</span>
      </span>
    </button>
  );
}
