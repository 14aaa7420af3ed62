import { Modal } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useFocusReturn } from '../ui/use-focus-return.ts';

const PADDING = 20;

/** The height of the window, followed. */
function useWindowHeight(): number {
  const [height, setHeight] = useState(window.innerHeight);
  useEffect(() => {
    const measure = (): void => setHeight(window.innerHeight);
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return height;
}

/**
 * Shows something over the whole window until Escape. Not the browser's own dialog, above which no menu could open.
 *
 * @param children is given the height there is.
 */
export function FullScreen({
  label,
  onClose,
  children,
}: {
  label: string;
  onClose: () => void;
  children: (height: number) => ReactNode;
}): ReactNode {
  const height = useWindowHeight();
  useFocusReturn();
  return (
    <Modal
      opened
      fullScreen
      onClose={onClose}
      withCloseButton={false}
      lockScroll={false}
      padding={PADDING}
      transitionProps={{ duration: 0 }}
      attributes={{ content: { 'aria-label': label } }}
    >
      {children(height - 2 * PADDING)}
    </Modal>
  );
}
