import { Button } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { COVERED, useCover } from '../app/demo.ts';
import { usePlace } from '../app/place.tsx';
import { useText } from '../i18n/i18n.tsx';
import { customerText } from './customer-text.ts';

/** Leads to the page of one customer. */
export function OpenCustomer({ customerId }: { customerId: string }): ReactNode {
  const { t } = useText();
  const { go } = usePlace();
  const isCovered = useCover();
  const id = isCovered('customerId') ? COVERED : customerId;
  return (
    <Button
      variant="subtle"
      size="compact-xs"
      leftSection={<IconUser size={13} stroke={1.8} />}
      onClick={() => go({ kind: 'customer', customerId })}
    >
      {t(customerText.openOne, { id })}
    </Button>
  );
}
