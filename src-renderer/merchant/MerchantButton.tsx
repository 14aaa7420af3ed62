import { IconPresentation } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import type { PanelView } from '../../src-main/contract/project.ts';
import { useSteps } from '../engine/queries.ts';
import { useText } from '../i18n/i18n.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { merchantText } from './merchant-text.ts';
import { MerchantView } from './MerchantView.tsx';

/** Opens a panel's customers over the whole window, where its step can answer about one. */
export function MerchantButton({ view }: { view: PanelView }): ReactNode {
  const { t } = useText();
  const [isOpen, setOpen] = useState(false);
  const { panel, run } = view;
  const questions = useSteps().get(panel.step)?.questions ?? {};
  const question = Object.keys(questions).find((name) => questions[name]?.isAboutCustomer);
  const output = run?.outputs.find(({ table }) => table?.columns.some(({ role }) => role === 'customerId'));
  if (!question || !run || !output) return null;
  return (
    <>
      <IconButton
        label={t(merchantText.show)}
        icon={<IconPresentation size={16} stroke={1.6} />}
        onClick={() => setOpen(true)}
      />
      {isOpen && (
        <MerchantView
          panelId={panel.id}
          question={question}
          output={output.id}
          revision={run.id}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}
