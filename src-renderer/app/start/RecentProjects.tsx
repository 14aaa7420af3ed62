import { CloseButton, Tooltip } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconFile } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RecentProject } from '../../../src-main/contract/desktop.ts';
import { formatDate } from '../../../src-main/contract/text.ts';
import { desktop } from '../../engine/desktop.ts';
import { useText } from '../../i18n/i18n.tsx';
import { openProject } from '../projects.ts';
import { startText } from './start-text.ts';

const KEY = ['desktop.recent'];

function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')));
}

/** The day on this machine's own clock. */
function localDay(epochMs: number): number {
  return epochMs - new Date(epochMs).getTimezoneOffset() * 60_000;
}

function Recent({ project, onForget }: { project: RecentProject; onForget: () => void }): ReactNode {
  const { t, locale } = useText();
  const { name, path, exists, openedAt } = project;
  return (
    <li className={exists ? 'recent' : 'recent is-missing'}>
      <button type="button" className="plain recent-open" disabled={!exists} onClick={() => void openProject(path)}>
        <span className="recent-icon" aria-hidden>
          {exists ? <IconFile size={16} stroke={1.6} /> : <IconAlertTriangle size={16} stroke={1.6} />}
        </span>
        <span className="recent-words">
          <b>{name}</b>
          <span title={path}>{exists ? folderOf(path) : `${t(startText.missing)} · ${path}`}</span>
        </span>
        <span className="recent-when num">{formatDate(localDay(openedAt), locale)}</span>
      </button>
      <Tooltip label={t(startText.forget, { name })}>
        <CloseButton size="sm" aria-label={t(startText.forget, { name })} onClick={onForget} />
      </Tooltip>
    </li>
  );
}

/** Projects that were open before, the latest first. */
export function RecentProjects(): ReactNode {
  const { t } = useText();
  const client = useQueryClient();
  const { data: projects } = useQuery({
    queryKey: KEY,
    queryFn: async () => (await desktop?.recentProjects()) ?? [],
    // Files come and go while nothing is said of it.
    staleTime: 0,
    refetchOnWindowFocus: true,
  });
  if (!desktop || !projects) return null;
  const forget = async (path: string): Promise<void> => {
    await desktop?.forgetProject(path);
    await client.invalidateQueries({ queryKey: KEY });
  };
  return (
    <section className="start-part" aria-labelledby="recent-title">
      <h3 id="recent-title">{t(startText.recent)}</h3>
      {projects.length === 0 ? (
        <p className="hint">{t(startText.none)}</p>
      ) : (
        <ul className="recents">
          {projects.map((project) => (
            <Recent key={project.path} project={project} onForget={() => void forget(project.path)} />
          ))}
        </ul>
      )}
    </section>
  );
}
