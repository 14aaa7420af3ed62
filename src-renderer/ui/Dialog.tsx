import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { useFocusReturn } from './use-focus-return.ts';

const text = texts({ close: { en: 'Close', zh: '关闭' } });

interface DialogProps {
  readonly title: string;
  /** Width in pixels. */
  readonly width: number;
  readonly bodyClass?: string;
  readonly children: ReactNode;
  onClose(): void;
}

/** A dialog for as long as it is mounted: Escape closes it, and the focus goes back to where it was. */
export function Dialog({ title, width, bodyClass, children, onClose }: DialogProps): ReactNode {
  const { t } = useText();
  useFocusReturn();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={width}
      closeButtonProps={{ 'aria-label': t(text.close) }}
      classNames={{ body: bodyClass }}
    >
      {children}
    </Modal>
  );
}
