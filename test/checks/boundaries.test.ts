import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..', '..');

interface Rules {
  readonly forbidden: readonly { readonly name: string }[];
  readonly options: ICruiseOptions;
}

const rules = createRequire(import.meta.url)(path.join(ROOT, '.dependency-cruiser.cjs')) as Rules;

/** What a file below the planted tree holds. */
const line = (target: string): string => `import { x } from '${target}';\nexport const y = x;\n`;
const end = 'export const x = 1;\n';

/** For every rule a file that breaks it, and what that file imports. */
const BREACHES: Readonly<Record<string, { readonly from: string; readonly to: string; readonly target?: string }>> = {
  'engine-rank-1': { from: 'src-main/engine/maths/mean.ts', to: 'src-main/engine/steps/mean.ts' },
  'engine-rank-2': { from: 'src-main/engine/steps/clean.ts', to: 'src-main/engine/storage/open.ts' },
  'engine-rank-3': { from: 'src-main/engine/storage/file.ts', to: 'src-main/engine/import/file.ts' },
  'engine-rank-4': { from: 'src-main/engine/import/plan.ts', to: 'src-main/engine/notebook/plan.ts' },
  'engine-rank-5': { from: 'src-main/engine/notebook/state.ts', to: 'src-main/engine/jobs/state.ts' },
  'engine-rank-6': { from: 'src-main/engine/jobs/queue.ts', to: 'src-main/engine/reader/queue.ts' },
  'engine-rank-7': { from: 'src-main/engine/reader/page.ts', to: 'src-main/engine/session/page.ts' },
  'engine-rank-8': { from: 'src-main/engine/session/open.ts', to: 'src-main/engine/handlers/open.ts' },
  'context-types-alone': { from: 'src-main/engine/table/cancel.ts', to: 'src-main/engine/steps/context.ts' },
  'storage-knows-no-steps': { from: 'src-main/engine/storage/step.ts', to: 'src-main/engine/steps/step.ts' },
  'contract-stands-alone': { from: 'src-main/contract/host.ts', to: 'node:os' },
  'renderer-reaches-only-contract': { from: 'src-renderer/app/run.ts', to: 'src-main/engine/run.ts' },
  'renderer-has-no-node': { from: 'src-renderer/app/read.ts', to: 'node:fs' },
  'shell-computes-nothing': { from: 'src-main/shell/sum.ts', to: 'src-main/engine/maths/sum.ts' },
  'engine-stands-below-its-faces': { from: 'src-main/engine/print.ts', to: 'src-main/cli/print.ts' },
  'host-below-command-line': { from: 'src-main/host/flags.ts', to: 'src-main/cli/flags.ts' },
  'command-line-has-no-window': { from: 'src-main/cli/menu.ts', to: 'src-main/shell/menu.ts' },
  'electron-in-shell-alone': { from: 'src-main/engine/window.ts', to: 'electron' },
  'no-tests-in-the-product': { from: 'src-main/engine/table/sum.ts', to: 'test/checks/fixtures.ts' },
  'no-cycles': { from: 'src-main/engine/table/a.ts', to: 'src-main/engine/table/b.ts' },
  'no-unresolved': { from: 'src-main/cli/lost.ts', to: 'src-main/cli/nowhere.ts' },
};

function violations({ output }: { readonly output: ICruiseResult | string }): string[] {
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

async function check(baseDir: string): Promise<string[]> {
  const options = {
    ...rules.options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: rules.forbidden },
  } as ICruiseOptions;
  return violations(await cruise(['src-main', 'src-renderer', 'test'], options));
}

function write(folder: string, file: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  fs.writeFileSync(path.join(folder, file), text);
}

describe('import direction', () => {
  const planted = fs.mkdtempSync(path.join(os.tmpdir(), 'clientele-boundaries-'));
  let found: string[] = [];

  beforeAll(async () => {
    for (const [name, { from, to }] of Object.entries(BREACHES)) {
      const isFile = to.endsWith('.ts');
      const relative = isFile ? `./${path.posix.relative(path.posix.dirname(from), to)}` : to;
      write(planted, from, line(relative.replace('./../', '../')));
      if (!isFile || name === 'no-unresolved') continue;
      write(planted, to, name === 'no-cycles' ? `${line('./a.ts')}export { x } from './a.ts';\n` : end);
    }
    write(planted, 'node_modules/electron/package.json', '{ "name": "electron", "main": "index.js" }');
    write(planted, 'node_modules/electron/index.js', end);
    found = await check(planted);
  });

  afterAll(() => fs.rmSync(planted, { recursive: true, force: true }));

  it('has a planted breach for every rule', () => {
    expect(Object.keys(BREACHES).sort()).toEqual(rules.forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.entries(BREACHES))('refuses a breach of %s', (name, { from }) => {
    expect(found.filter((violation) => violation.startsWith(`${name}: ${from} `))).not.toEqual([]);
  });
});
