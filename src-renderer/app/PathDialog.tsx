import { Button, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useText } from '../i18n/i18n.tsx';
import { texts } from '../i18n/texts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { usePathRequest, type PathRequest } from './files.ts';

const text = texts({
  path: { en: 'Full path of the file', zh: '文件的完整路径' },
  what: {
    en: 'On the machine that serves this page. A browser cannot choose it for you.',
    zh: '位于提供此页面的机器上。浏览器无法替你选择文件。',
  },
  go: { en: 'Continue', zh: '继续' },
  cancel: { en: 'Cancel', zh: '取消' },
});

function Form({ name, answer }: PathRequest): ReactNode {
  const { t } = useText();
  const [path, setPath] = useState(name);
  return (
    <form
      className="dialog"
      onSubmit={(event) => {
        event.preventDefault();
        answer(path.trim());
      }}
    >
      <TextInput
        label={t(text.path)}
        description={t(text.what)}
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
        spellCheck={false}
        data-autofocus
      />
      <div className="dialog-foot">
        <Button variant="default" onClick={() => answer(null)}>
          {t(text.cancel)}
        </Button>
        <Button type="submit" disabled={path.trim() === ''}>
          {t(text.go)}
        </Button>
      </div>
    </form>
  );
}

/** Asks for a path where the system has no dialog for it. */
export function PathDialog(): ReactNode {
  const request = usePathRequest();
  if (!request) return null;
  return (
    <Dialog onClose={() => request.answer(null)} title={request.title} width={480}>
      <Form key={request.title} {...request} />
    </Dialog>
  );
}
