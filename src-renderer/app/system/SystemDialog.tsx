import { Button, CopyButton, Select } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy, IconLoader2, IconMinus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import {
  backendIds,
  backendNames,
  kernelVariants,
  type BackendId,
  type BackendInfo,
  type BackendReport,
  type ComputeSettings,
} from '../../../src-main/contract/backends.ts';
import { toErrorPayload, type ErrorPayload } from '../../../src-main/contract/errors.ts';
import { call } from '../../engine/call.ts';
import { queryClient, useCall } from '../../engine/queries.ts';
import { useText } from '../../i18n/i18n.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { closeDialog } from '../dialogs.ts';
import { allBackends, sayDevice, sayLoops, sayMemory, saySpeed, sayVerdict, systemAsText } from './say-system.ts';
import { systemText } from './system-text.ts';
import './system.css';

const ICON = { size: 14, stroke: 1.8 } as const;
const AUTOMATIC = 'automatic';

function Mark({ info, isChecking }: { info: BackendInfo | null; isChecking: boolean }): ReactNode {
  const { t } = useText();
  if (!info)
    return isChecking ? (
      <IconLoader2 {...ICON} className="spin" aria-label={t(systemText.waiting)} />
    ) : (
      <IconMinus {...ICON} className="hint" aria-label={t(systemText.waiting)} />
    );
  return info.usable ? (
    <IconCheck {...ICON} className="ok" aria-label={t(systemText.usable)} />
  ) : (
    <IconMinus {...ICON} className="hint" aria-label={t(systemText.skipped)} />
  );
}

function Backends({ report }: { report: BackendReport }): ReactNode {
  const words = useText();
  const { t } = words;
  const isChecking = report.state === 'checking';
  return (
    <table className="sy-table">
      <thead>
        <tr>
          <th scope="col">{t(systemText.backend)}</th>
          <th scope="col">{t(systemText.device)}</th>
          <th scope="col" className="is-number">
            {t(systemText.memory)}
          </th>
          <th scope="col" className="is-number">
            {t(systemText.speed)}
          </th>
        </tr>
      </thead>
      <tbody>
        {allBackends(report).map(({ id, info }) => {
          const isUsed = !isChecking && report.chosen === id && info?.usable === true;
          return (
            <tr key={id} className={isUsed ? 'is-used' : undefined}>
              <th scope="row">
                <Mark info={info} isChecking={isChecking} />
                <span translate="no">{backendNames[id]}</span>
                {isUsed && <span className="sy-used">{t(systemText.used)}</span>}
              </th>
              {info?.usable ? (
                <>
                  <td translate="no">{sayDevice(info, words)}</td>
                  <td className="is-number">{sayMemory(info.memoryBytes, words)}</td>
                  <td className="is-number">{saySpeed(info.gflops, words)}</td>
                </>
              ) : (
                <td colSpan={3} className="sy-why">
                  {info ? sayDevice(info, words) : t(systemText.waiting)}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface ForceProps {
  readonly report: BackendReport;
  readonly settings: ComputeSettings;
  readonly onChange: (changes: Partial<ComputeSettings>) => void;
}

function ForceBackend({ report, settings, onChange }: ForceProps): ReactNode {
  const { t } = useText();
  const cannot = (id: BackendId): boolean => report.backends.some((info) => info.id === id && !info.usable);
  const nameOf = (id: BackendId): string => {
    const name = backendNames[id];
    return cannot(id) ? t(systemText.cannot, { name }) : name;
  };
  return (
    <Select
      label={t(systemText.trainOn)}
      description={report.forced && settings.backend === null ? t(systemText.forcedAtStart) : undefined}
      data={[
        { value: AUTOMATIC, label: t(systemText.automatic) },
        ...backendIds.map((id) => ({ value: id, label: nameOf(id) })),
      ]}
      value={settings.backend ?? AUTOMATIC}
      onChange={(chosen) => onChange({ backend: backendIds.find((id) => id === chosen) ?? null })}
      allowDeselect={false}
      data-autofocus
    />
  );
}

function ForceKernels({ settings, onChange }: Omit<ForceProps, 'report'>): ReactNode {
  const { t } = useText();
  return (
    <Select
      label={t(systemText.loopsIn)}
      description={t(systemText.loopsHelp)}
      data={[
        { value: AUTOMATIC, label: t(systemText.automatic) },
        ...kernelVariants.map((variant) => ({ value: variant, label: t(systemText[variant]) })),
      ]}
      value={settings.kernels ?? AUTOMATIC}
      onChange={(chosen) => onChange({ kernels: kernelVariants.find((variant) => variant === chosen) ?? null })}
      allowDeselect={false}
    />
  );
}

function System({ report, settings }: { report: BackendReport; settings: ComputeSettings }): ReactNode {
  const words = useText();
  const { t } = words;
  const info = useCall('engine.info', {}).data;
  const [error, setError] = useState<ErrorPayload | null>(null);
  const change = (changes: Partial<ComputeSettings>): void => {
    call('system.setSettings', changes)
      .then((changed) => {
        setError(null);
        queryClient.setQueryData(['system.backends', {}], changed);
        queryClient.setQueryData(['system.settings', {}], { ...settings, ...changes });
      })
      .catch((thrown: unknown) => setError(toErrorPayload(thrown)));
  };
  const { said, isFault } = sayVerdict(report, words);
  return (
    <div className="sy">
      <section aria-label={t(systemText.training)}>
        <h3>{t(systemText.training)}</h3>
        <p className={isFault ? 'sy-said is-fault' : 'sy-said'} role="status">
          {isFault && <IconAlertTriangle {...ICON} aria-hidden />}
          <span>{said}</span>
        </p>
        <Backends report={report} />
      </section>
      <section aria-label={t(systemText.loops)}>
        <h3>{t(systemText.loops)}</h3>
        <p className="sy-said">{sayLoops(report, words)}</p>
      </section>
      <div className="sy-force">
        <ForceBackend {...{ report, settings }} onChange={change} />
        <ForceKernels settings={settings} onChange={change} />
      </div>
      {error && <ErrorNote error={error} />}
      <div className="dialog-foot">
        <CopyButton value={systemAsText(report, info, words)}>
          {({ copied, copy }) => (
            <Button variant="default" leftSection={<IconCopy {...ICON} />} onClick={copy}>
              {t(copied ? systemText.copied : systemText.copy)}
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}

/** The doctor: what this machine can compute with, what was passed over and why, and what is to be used. */
export function SystemDialog(): ReactNode {
  const { t } = useText();
  const report = useCall('system.backends', {}).data;
  const settings = useCall('system.settings', {}).data;
  return (
    <Dialog onClose={closeDialog} title={t(systemText.title)} width={720}>
      {report && settings ? (
        <System report={report} settings={settings} />
      ) : (
        <p className="busy">{t(systemText.checking)}</p>
      )}
    </Dialog>
  );
}
