import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Component, useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';

const text = texts({
  what: { en: 'This part of the window could not be shown.', zh: '窗口的这一部分无法显示。' },
  todo: {
    en: 'Your work is safe: it is in the project file. Try again; if it happens again, copy the details and report it.',
    zh: '你的工作已保存在项目文件中。请重试；若再次发生，请复制详情并反馈。',
  },
  again: { en: 'Try again', zh: '重试' },
  copy: { en: 'Copy details', zh: '复制详情' },
  copied: { en: 'Copied', zh: '已复制' },
});

function Failed({ error, onAgain }: { error: Error; onAgain: () => void }): ReactNode {
  const { t } = useText();
  const [isCopied, setCopied] = useState(false);
  const details = error.stack ?? error.message;
  return (
    <div className="boundary" role="alert">
      <IconAlertTriangle size={20} stroke={1.6} aria-hidden />
      <p>
        <b>{t(text.what)}</b> {t(text.todo)}
      </p>
      <div className="error-do">
        <Button onClick={onAgain}>{t(text.again)}</Button>
        <Button
          variant="default"
          onClick={() => void navigator.clipboard.writeText(details).then(() => setCopied(true))}
        >
          {t(isCopied ? text.copied : text.copy)}
        </Button>
      </div>
    </div>
  );
}

interface BoundaryProps {
  readonly children: ReactNode;
  /** Puts what is said of a defect where the part would have been; in its place where left out. */
  readonly frame?: (said: ReactNode) => ReactNode;
}

/** Keeps a defect in one part of the window from taking the rest with it. */
export class Boundary extends Component<BoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown): { error: Error } {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    const { children, frame } = this.props;
    if (!error) return children;
    const said = <Failed error={error} onAgain={() => this.setState({ error: null })} />;
    return frame ? frame(said) : said;
  }
}
