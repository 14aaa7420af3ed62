import { createHash } from 'node:crypto';
import { languageTag, type Locale } from '../../contract/text.ts';
import { Html, markup } from './html.ts';

/** Where a report's script finds its figures. */
const DATA_ID = 'clientele-figures';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The hash of the empty style element to which plotly adds its rules. */
const EMPTY_STYLE = hashOf('');

/** A script cannot end early by a text in it. */
const inlineScript = (code: string): string => code.replace(/<\/(script)/gi, '<\\/$1').replace(/<!--/g, '<\\!--');

function policy(script: string | null, style: string): string {
  const scripts = script === null ? "'none'" : hashOf(script);
  return `default-src 'none'; script-src ${scripts}; style-src-elem ${hashOf(style)} ${EMPTY_STYLE}; style-src-attr 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'`;
}

/** What goes onto a page. */
export interface PageParts {
  readonly locale: Locale;
  readonly title: string;
  readonly style: string;
  /** Draws the figures; null for a page without any. */
  readonly script: string | null;
  /** What the script reads. */
  readonly data: unknown;
  readonly body: Html;
}

/** An HTML file that needs nothing else: it may run the one script it carries, and load nothing. */
export function htmlPage({ locale, title, style, script, data, body }: PageParts): string {
  const code = script === null ? null : inlineScript(script);
  return markup`<!doctype html>
    <html lang="${languageTag(locale)}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy(code, style)}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>${new Html(style)}</style>
      </head>
      <body>
        ${body}
        ${code === null ? null : markup`<script type="application/json" id="${DATA_ID}">${new Html(JSON.stringify(data))}</script><script>${new Html(code)}</script>`}
      </body>
    </html> `.markup;
}
