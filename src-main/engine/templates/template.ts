import { z } from 'zod';
import { columnRoles } from '../../contract/table.ts';
import { panelKinds } from '../../contract/project.ts';
import { chain } from '../../contract/step.ts';

const text = z.object({ en: z.string(), zh: z.string() });

/** Where a panel of a template reads from: a dataset by key, or an output of an earlier panel by key. */
const templateRef = z.union([
  z.object({ dataset: z.string() }),
  z.object({ panel: z.string(), output: z.string() }),
  z.object({ chain }),
]);

/** One panel of a template; what is left out takes the step's defaults. */
const templatePanel = z.object({
  key: z.string(),
  kind: z.enum(panelKinds),
  title: text.default({ en: '', zh: '' }),
  step: z.string().default(''),
  stepVersion: z.int().default(1),
  parameters: z.record(z.string(), z.unknown()).default({}),
  inputs: z.record(z.string(), z.array(templateRef)).default({}),
  body: text.default({ en: '', zh: '' }),
  names: z.record(z.string(), z.string()).default({}),
  seed: z.int().default(7),
  collapsed: z.boolean().default(false),
});

/** A notebook without its data: it opens on other datasets by mapping its dataset keys. */
export const template = z.object({
  format: z.literal(1),
  title: text,
  summary: text,
  datasets: z.array(z.object({ key: z.string(), title: text, roles: z.array(z.enum(columnRoles)) })),
  panels: z.array(templatePanel),
});

export type TemplateRef = z.output<typeof templateRef>;
export type Template = z.output<typeof template>;
export type TemplateSource = z.input<typeof template>;
