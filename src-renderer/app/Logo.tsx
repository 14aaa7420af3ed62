import type { ReactNode } from 'react';

/** The mark of the product: three bars. */
export function Logo({ size = 18 }: { size?: number }): ReactNode {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 18 18" aria-hidden>
      <rect x="1" y="9" width="4" height="8" rx="1" fill="currentColor" />
      <rect x="7" y="5" width="4" height="12" rx="1" fill="currentColor" opacity=".75" />
      <rect x="13" y="1" width="4" height="16" rx="1" fill="currentColor" opacity=".5" />
    </svg>
  );
}
