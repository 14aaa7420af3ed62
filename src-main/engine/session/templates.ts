import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TemplateInfo } from '../../contract/calls.ts';
import { ClienteleError } from '../../contract/errors.ts';
import type { Dataset } from '../../contract/project.ts';
import type { InputRef } from '../../contract/step.ts';
import type { Locale, Text } from '../../contract/text.ts';
import { panelsOf, type ProjectSnapshot } from '../notebook/definition.ts';
import type { EditOperation } from '../storage/edits/index.ts';
import { freeName } from '../storage/names.ts';
import { shopOverview } from '../templates/shop-overview.ts';
import {
  template as templateSchema,
  type Template,
  type TemplateRef,
  type TemplateSource,
} from '../templates/template.ts';
import { claimNames, defaultNames, newId, takenNames } from './new-panel.ts';
import type { Session } from './session.ts';

/** Templates that come with the product, by id. */
const BUILT_IN: Readonly<Record<string, TemplateSource>> = { 'shop-overview': shopOverview };

const folderOf = (configFolder: string): string => path.join(configFolder, 'templates');

async function savedTemplates(configFolder: string): Promise<Map<string, Template>> {
  const names = await readdir(folderOf(configFolder)).catch(() => []);
  const saved = new Map<string, Template>();
  for (const name of names.filter((file) => file.endsWith('.json'))) {
    const content: unknown = JSON.parse(await readFile(path.join(folderOf(configFolder), name), 'utf8'));
    const parsed = templateSchema.safeParse(content);
    if (parsed.success) saved.set(path.basename(name, '.json'), parsed.data);
  }
  return saved;
}

function infoOf(id: string, { title, summary, datasets }: Template, builtIn: boolean): TemplateInfo {
  return { id, title, summary, builtIn, datasets };
}

/** Built-in templates first, then those the person saved. */
export async function listTemplates(configFolder: string): Promise<TemplateInfo[]> {
  const builtIn = Object.entries(BUILT_IN).map(([id, source]) => infoOf(id, templateSchema.parse(source), true));
  const saved = [...(await savedTemplates(configFolder))].map(([id, content]) => infoOf(id, content, false));
  return [...builtIn, ...saved];
}

/** @throws not-found */
export async function findTemplate(id: string, configFolder: string): Promise<Template> {
  const source = BUILT_IN[id];
  const found = source ? templateSchema.parse(source) : (await savedTemplates(configFolder)).get(id);
  if (!found) throw new ClienteleError('not-found', { kind: { en: 'template', zh: '模板' }, id });
  return found;
}

/** Refuses a dataset that lacks a role the template reads. @throws missing-role */
function requireRoles(dataset: Dataset, roles: readonly string[]): void {
  for (const role of roles) {
    if (!dataset.columns.some((column) => column.role === role))
      throw new ClienteleError('missing-role', { table: dataset.name, role });
  }
}

/**
 * Adds a template's notebook to a project as one edit.
 *
 * @param datasets the project's dataset for each of the template's keys.
 * @returns the notebook's id.
 * @throws not-found, missing-role
 */
export async function openTemplate(
  session: Session,
  id: string,
  datasets: Readonly<Record<string, string>>,
  locale: Locale,
  configFolder: string,
): Promise<string> {
  const found = await findTemplate(id, configFolder);
  for (const { key, roles } of found.datasets) {
    const dataset = session.snapshot.datasets.find((candidate) => candidate.id === datasets[key]);
    if (!dataset) throw new ClienteleError('not-found', { kind: { en: 'dataset', zh: '数据集' }, id: key });
    requireRoles(dataset, roles);
  }
  const language = locale === 'zh' ? 'zh' : 'en';
  const notebookId = newId();
  const ids = new Map(found.panels.map((panel) => [panel.key, newId()]));
  const taken = takenNames(session.snapshot);
  const refOf = (ref: Template['panels'][number]['inputs'][string][number]): InputRef => {
    if ('chain' in ref) return { from: 'chain', chain: ref.chain };
    if ('dataset' in ref) return { from: 'dataset', datasetId: datasets[ref.dataset] ?? '' };
    return { from: 'panel', panelId: ids.get(ref.panel) ?? '', output: ref.output };
  };
  const panels = found.panels.map((panel): EditOperation => {
    const { key, kind, step, stepVersion, parameters, seed, collapsed, title, body, inputs, names } = panel;
    return {
      do: 'addPanel',
      panel: {
        id: ids.get(key) ?? '',
        notebookId,
        kind,
        step,
        stepVersion,
        title: title[language],
        body: body[language],
        parameters,
        inputs: Object.fromEntries(Object.entries(inputs).map(([port, refs]) => [port, refs.map(refOf)])),
        names: claimNames({ ...defaultNames(panel), ...names }, taken),
        seed,
        collapsed,
        disabled: false,
      },
    };
  });
  await session.edit((writer) =>
    writer.call('edit', null, [{ do: 'addNotebook', id: notebookId, title: found.title[language] }, ...panels]),
  );
  return notebookId;
}

/**
 * Saves a notebook as a template for other projects: datasets become keys with the roles its panels' inputs have.
 *
 * @returns the template's id.
 */
export async function saveTemplate(
  snapshot: ProjectSnapshot,
  notebookId: string,
  title: string,
  configFolder: string,
): Promise<string> {
  const panels = panelsOf(snapshot, notebookId);
  const used = snapshot.datasets.filter((dataset) =>
    panels.some((panel) =>
      Object.values(panel.inputs)
        .flat()
        .some((ref) => ref.from === 'dataset' && ref.datasetId === dataset.id),
    ),
  );
  const same = (words: string): Text => ({ en: words, zh: words });
  const source: TemplateSource = {
    format: 1,
    title: same(title),
    summary: same(''),
    datasets: used.map(({ name, columns }) => ({
      key: name,
      title: same(name),
      roles: columns.flatMap(({ role }) => (role ? [role] : [])),
    })),
    panels: panels.map((panel) => ({
      key: panel.id,
      kind: panel.kind,
      title: same(panel.title),
      step: panel.step,
      stepVersion: panel.stepVersion,
      parameters: panel.parameters,
      body: same(panel.body),
      names: panel.names,
      seed: panel.seed,
      collapsed: panel.collapsed,
      inputs: Object.fromEntries(
        Object.entries(panel.inputs).map(([port, refs]) => [
          port,
          refs.flatMap((ref): TemplateRef[] => {
            if (ref.from === 'chain') return [{ chain: ref.chain }];
            if (ref.from === 'panel') return [{ panel: ref.panelId, output: ref.output }];
            if (ref.from === 'dataset')
              return used.filter(({ id }) => id === ref.datasetId).map(({ name }) => ({ dataset: name }));
            return [];
          }),
        ]),
      ),
    })),
  };
  const slug =
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '') || 'template';
  await mkdir(folderOf(configFolder), { recursive: true });
  const templateId = freeName(slug, new Set((await savedTemplates(configFolder)).keys()));
  await writeFile(
    path.join(folderOf(configFolder), `${templateId}.json`),
    JSON.stringify(templateSchema.parse(source), null, 2),
  );
  return templateId;
}
