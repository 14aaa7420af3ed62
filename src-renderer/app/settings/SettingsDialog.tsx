import { Select, Tabs } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useText } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useTheme } from '../../theme/theme.tsx';
import { closeDialog, type SettingsTab } from '../dialogs.ts';
import { changePreferences, usePreferences } from '../preferences.ts';
import { About } from './About.tsx';
import { KeyList } from './KeyList.tsx';
import { settingsText } from './settings-text.ts';
import './settings.css';

const SYSTEM = 'system';

function General(): ReactNode {
  const { t } = useText();
  const { locale } = usePreferences();
  const { choice, setChoice } = useTheme();
  return (
    <div className="settings-general">
      <Select
        label={t(settingsText.language)}
        data={[
          { value: SYSTEM, label: t(settingsText.system) },
          { value: 'en', label: 'English' },
          { value: 'zh', label: '简体中文' },
        ]}
        value={locale ?? SYSTEM}
        onChange={(chosen) => changePreferences({ locale: chosen === 'en' || chosen === 'zh' ? chosen : null })}
        allowDeselect={false}
      />
      <Select
        label={t(settingsText.theme)}
        data={[
          { value: SYSTEM, label: t(settingsText.system) },
          { value: 'light', label: t(settingsText.light) },
          { value: 'dark', label: t(settingsText.dark) },
        ]}
        value={choice ?? SYSTEM}
        onChange={(chosen) => setChoice(chosen === 'light' || chosen === 'dark' ? chosen : null)}
        allowDeselect={false}
      />
    </div>
  );
}

const TABS: readonly SettingsTab[] = ['general', 'keys', 'about'];

const PAGES: Readonly<Record<SettingsTab, () => ReactNode>> = { general: General, keys: KeyList, about: About };

/** How the window looks and answers on this machine. */
export function SettingsDialog({ tab: first }: { tab: SettingsTab }): ReactNode {
  const { t } = useText();
  const [tab, setTab] = useState<SettingsTab>(first);
  return (
    <Dialog onClose={closeDialog} title={t(settingsText.title)} width={640} bodyClass="settings">
      <Tabs
        value={tab}
        onChange={(next) => setTab(TABS.find((each) => each === next) ?? 'general')}
        keepMounted={false}
      >
        <Tabs.List aria-label={t(settingsText.title)}>
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each} data-autofocus={each === tab || undefined}>
              {t(settingsText[each])}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((each) => {
          const Page = PAGES[each];
          return (
            <Tabs.Panel key={each} value={each} className="settings-page">
              <Page />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </Dialog>
  );
}
