import type { ParameterMeta } from '../../src-main/contract/step.ts';
import type { Text } from '../../src-main/contract/text.ts';
import { resolve, withoutNull, type JsonSchema } from './json-schema.ts';

/** What a field is edited with. */
export type FieldKind =
  | {
      readonly kind: 'number';
      readonly whole: boolean;
      readonly min: number | null;
      readonly max: number | null;
      readonly slider: boolean;
    }
  | { readonly kind: 'date' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly options: readonly { readonly value: string | number; readonly label: Text }[] }
  | {
      readonly kind: 'text';
      readonly multiline: boolean;
      readonly maxLength: number | null;
      /** Whether it may not be empty. */
      readonly needed: boolean;
      /** A regular expression that it has to match. */
      readonly pattern: string | null;
    }
  | {
      readonly kind: 'columns';
      readonly port: string;
      readonly types: readonly string[] | null;
      readonly many: boolean;
    }
  | { readonly kind: 'texts'; readonly most: number | null }
  | { readonly kind: 'numbers'; readonly whole: boolean; readonly most: number | null }
  /** A condition on the rows of a table. */
  | { readonly kind: 'condition' }
  | { readonly kind: 'object'; readonly fields: readonly Field[] }
  | { readonly kind: 'list'; readonly item: Field; readonly least: number; readonly most: number | null }
  /** Tests, and groups of them within groups: a list whose entries are either. */
  | {
      readonly kind: 'tree';
      readonly test: readonly Field[];
      /** What a group has beside its own list. */
      readonly group: readonly Field[];
      /** The property of a group that holds its list. */
      readonly within: string;
      readonly most: number | null;
      /** How deep lists stand within lists at most, the outermost counted. */
      readonly deepest: number;
    }
  /** One of several shapes, told apart by the value of one property. */
  | { readonly kind: 'variant'; readonly by: string; readonly variants: readonly Variant[] }
  /** What no other field can edit; as JSON. */
  | { readonly kind: 'json' };

export interface Variant {
  readonly value: string;
  readonly label: Text;
  readonly fields: readonly Field[];
}

/** One field of a form. */
export type Field = FieldKind & {
  readonly name: string;
  readonly label: Text;
  readonly help: Text | null;
  readonly unit: Text | null;
  readonly advanced: boolean;
  /** What it is where nothing was chosen; undefined where there is no such value. */
  readonly preset: unknown;
  /** Whether it may be left empty, which is then null. */
  readonly nullable: boolean;
  /** What it means where nothing is chosen; the step's own choice where null. */
  readonly empty: Text | null;
};

/** `maxItems` in words, for fields that nobody named. */
export function plainName(name: string): Text {
  const words = name
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return { en: text, zh: text };
}

const isPredicate = ({ oneOf }: JsonSchema): boolean => {
  const ops = (oneOf ?? []).map(({ properties }) => properties?.op?.const);
  return ['between', 'in', 'contains'].every((op) => ops.includes(op));
};

const orNull = (value: number | undefined): number | null => value ?? null;

function choices(values: readonly unknown[], options: ParameterMeta['options']): FieldKind {
  const known = values.filter((value) => typeof value === 'string' || typeof value === 'number');
  return {
    kind: 'choice',
    options: known.map((value) => ({ value, label: options?.[value] ?? plainName(String(value)) })),
  };
}

/** The property that has one fixed value in each shape. */
function discriminator(shapes: readonly JsonSchema[]): string | null {
  const names = Object.keys(shapes[0]?.properties ?? {});
  return names.find((name) => shapes.every(({ properties }) => typeof properties?.[name]?.const === 'string')) ?? null;
}

/** The fields of a tree's tests and of its groups; null where its entries are not one of each. */
function treeKind(schema: JsonSchema, deepest: number, root: JsonSchema): FieldKind | null {
  const entries = resolve(typeof schema.items === 'object' ? schema.items : {}, root);
  const shapes = (entries.anyOf ?? []).map((shape) => resolve(shape, root));
  const innerOf = ({ properties = {} }: JsonSchema): string | undefined =>
    Object.keys(properties).find((name) => resolve(properties[name]!, root).tree);
  const test = shapes.find((shape) => innerOf(shape) === undefined);
  const group = shapes.find((shape) => innerOf(shape) !== undefined);
  const within = group && innerOf(group);
  if (!test || !group || within === undefined) return null;
  const beside = { ...group, properties: without(group.properties ?? {}, within) as JsonSchema['properties'] };
  return {
    kind: 'tree',
    test: propertyFields(test, root, DEEPEST),
    group: propertyFields(beside, root, DEEPEST),
    within,
    most: orNull(schema.maxItems),
    deepest,
  };
}

/** Shapes within shapes stop here; a deeper one is edited as JSON. */
const DEEPEST = 4;

function kindOf(schema: JsonSchema, root: JsonSchema, depth: number): FieldKind {
  if (isPredicate(schema)) return { kind: 'condition' };
  if (schema.columns) return { kind: 'columns', ...schema.columns };
  if (schema.enum) return choices(schema.enum, schema.options);
  if (schema.date) return { kind: 'date' };
  if (schema.type === 'number' || schema.type === 'integer') return numberKind(schema);
  if (schema.type === 'boolean') return { kind: 'boolean' };
  if (schema.type === 'string') return textKind(schema);
  if (depth >= DEEPEST) return { kind: 'json' };
  const tree = schema.tree && treeKind(schema, schema.tree.deepest, root);
  if (tree) return tree;
  if (schema.type === 'array' && schema.items) return listKind(schema, root, depth);
  if (schema.type === 'object' && schema.properties)
    return { kind: 'object', fields: propertyFields(schema, root, depth + 1) };
  const shapes = (schema.oneOf ?? schema.anyOf ?? []).map((shape) => resolve(shape, root));
  const by = discriminator(shapes);
  if (by === null) return { kind: 'json' };
  return { kind: 'variant', by, variants: shapes.map((shape) => variantOf(shape, by, root, depth)) };
}

function textKind({ multiline = false, maxLength, minLength = 0, pattern }: JsonSchema): FieldKind {
  const needed = minLength > 0 || (pattern !== undefined && !new RegExp(pattern, 'u').test(''));
  return { kind: 'text', multiline, maxLength: orNull(maxLength), needed, pattern: pattern ?? null };
}

/** A whole number without bounds of its own has those of its type. */
const bound = (value: number | undefined): number | null =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;

function numberKind(schema: JsonSchema): FieldKind {
  const min = bound(schema.minimum ?? schema.exclusiveMinimum);
  const max = bound(schema.maximum ?? schema.exclusiveMaximum);
  const slider = (schema.slider ?? false) && min !== null && max !== null;
  return { kind: 'number', whole: schema.type === 'integer', min, max, slider };
}

function listKind(schema: JsonSchema, root: JsonSchema, depth: number): FieldKind {
  const items = resolve(schema.items === false ? {} : (schema.items ?? {}), root);
  const most = orNull(schema.maxItems);
  if (items.type === 'string' && !items.enum) return { kind: 'texts', most };
  if (items.type === 'number' || items.type === 'integer')
    return { kind: 'numbers', whole: items.type === 'integer', most };
  return { kind: 'list', item: fieldOf('', items, root, depth + 1), least: schema.minItems ?? 0, most };
}

function variantOf(shape: JsonSchema, by: string, root: JsonSchema, depth: number): Variant {
  const value = String(shape.properties?.[by]?.const);
  const label = shape.properties?.[by]?.label ?? shape.label ?? plainName(value);
  const fields = propertyFields(shape, root, depth + 1).filter(({ name }) => name !== by);
  return { value, label, fields };
}

function fieldOf(name: string, given: JsonSchema, root: JsonSchema, depth: number): Field {
  const { schema, nullable } = withoutNull(resolve(given, root), root);
  return {
    ...kindOf(schema, root, depth),
    name,
    label: schema.label ?? plainName(name),
    help: schema.help ?? null,
    unit: schema.unit ?? null,
    advanced: schema.advanced ?? false,
    preset: schema.default,
    nullable,
    empty: schema.empty ?? null,
  };
}

function propertyFields(schema: JsonSchema, root: JsonSchema, depth: number): Field[] {
  return Object.entries(schema.properties ?? {}).map(([name, property]) => fieldOf(name, property, root, depth));
}

const read = new WeakMap<object, readonly Field[]>();

/** The fields of a step's parameters or of a question, in the order they were declared. */
export function fieldsOf(schema: unknown): readonly Field[] {
  const root = schema as JsonSchema;
  let fields = read.get(root);
  if (!fields) read.set(root, (fields = propertyFields(root, root, 0)));
  return fields;
}

/** What a new entry of a list begins with. */
export function startValue(field: Field): unknown {
  if (field.preset !== undefined) return field.preset;
  if (field.nullable) return null;
  switch (field.kind) {
    case 'number':
      return Math.min(Math.max(0, field.min ?? 0), field.max ?? Infinity);
    case 'date':
      return null;
    case 'boolean':
      return false;
    case 'choice':
      return field.options[0]?.value ?? '';
    case 'text':
      return '';
    case 'columns':
      return field.many ? [] : null;
    case 'texts':
    case 'numbers':
      return [];
    case 'list':
      return Array.from({ length: field.least }, () => startValue(field.item));
    case 'tree':
      return [startValues(field.test)];
    case 'condition':
      return { op: 'and', args: [] };
    case 'object':
      return startValues(field.fields);
    case 'variant':
      return startVariant(field.by, field.variants[0]);
    case 'json':
      return null;
  }
}

/** The members of a value that is an object; none of any other. */
export const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** What fields begin with, by name. */
export const startValues = (fields: readonly Field[]): Record<string, unknown> =>
  Object.fromEntries(fields.map((field) => [field.name, startValue(field)]));

/** A value of one shape, with what its fields begin with. */
export const startVariant = (by: string, variant: Variant | undefined): Record<string, unknown> => ({
  [by]: variant?.value ?? '',
  ...startValues(variant?.fields ?? []),
});

/** The three or four parameters that matter first; the rest stands under *More*. */
const MOST_FIRST = 4;

/** Parts the fields into those shown at once and those under *More*. */
export function partFields(fields: readonly Field[]): { first: readonly Field[]; more: readonly Field[] } {
  const plain = fields.filter(({ advanced }) => !advanced);
  // One field alone is not worth a button.
  const most = plain.length === MOST_FIRST + 1 ? MOST_FIRST + 1 : MOST_FIRST;
  const first = plain.slice(0, most);
  return { first, more: fields.filter((field) => !first.includes(field)) };
}

/** Whether two values are the same as JSON. */
export const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** A record without one of its entries. */
export function without(record: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

/** Parameters with one changed; what equals its default is left out. */
export function withValue(
  parameters: Readonly<Record<string, unknown>>,
  field: Pick<Field, 'name' | 'preset'>,
  value: unknown,
): Record<string, unknown> {
  const others = without(parameters, field.name);
  return value === undefined || sameValue(value, field.preset) ? others : { ...others, [field.name]: value };
}
