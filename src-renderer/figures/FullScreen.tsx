import { useEffect, useRef, useState, type ReactNode } from 'react';

/** Shows something over the whole window until Escape; the browser keeps focus inside and gives it back. */
export function FullScreen({
  label,
  onClose,
  children,
}: {
  label: string;
  onClose: () => void;
  children: (height: number) => ReactNode;
}): ReactNode {
  const ref = useRef<HTMLDialogElement>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    if (!dialog.open) dialog.showModal();
    const observer = new ResizeObserver(() => setHeight(dialog.clientHeight));
    observer.observe(dialog);
    return () => observer.disconnect();
  }, []);
  return (
    <dialog ref={ref} className="fg-full" aria-label={label} onClose={onClose}>
      {height > 0 && children(height)}
    </dialog>
  );
}
