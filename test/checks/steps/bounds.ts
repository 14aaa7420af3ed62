/** What this reads of a JSON schema. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
}

/** A value that a parameter must refuse, and where in it the fault lies. */
export interface PastBound {
  readonly parameter: string;
  readonly where: string;
  readonly value: unknown;
}

/** How deep a schema that refers to itself is followed. */
const DEEPEST = 4;

/** A list this long is not built to go past its bound by one. */
const LONGEST = 20_000;

/** Every way to go just past a bound of a parameter, in lists and objects inside it too: one wrong place at a time. */
export function pastBounds(parameters: unknown): PastBound[] {
  const root = parameters as Schema;
  return Object.entries(root.properties ?? {}).flatMap(([parameter, schema]) =>
    faultsOf(resolve(schema, root), root, 0).map(({ where, value }) => ({
      parameter,
      where: `${parameter}${where}`,
      value,
    })),
  );
}

type Fault = Omit<PastBound, 'parameter'>;

function resolve(schema: Schema, root: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const name = schema.$ref.replace('#/$defs/', '');
  return resolve(root.$defs?.[name] ?? {}, root);
}

/** The choices of a schema that are more than “or nothing”. */
const choicesOf = ({ anyOf, oneOf }: Schema): readonly Schema[] =>
  (anyOf ?? oneOf ?? []).filter(({ type }) => type !== 'null');

/** Whether an object says by a fixed word which of several it is. */
const isMarked = ({ properties }: Schema): boolean =>
  Object.values(properties ?? {}).some((member) => member.const !== undefined);

function faultsOf(schema: Schema, root: Schema, depth: number): Fault[] {
  if (depth > DEEPEST) return [];
  const choices = choicesOf(schema).map((choice) => resolve(choice, root));
  // Of several choices a value past one's bound may suit another, unless a fixed word marks each.
  if (choices.length === 1) return faultsOf(choices[0] ?? {}, root, depth);
  if (choices.length > 1)
    return choices.every(isMarked) ? choices.flatMap((choice) => faultsOf(choice, root, depth)) : [];
  if (schema.const !== undefined) return [];
  if (schema.enum) return [{ where: ' = no option', value: 'no such option' }];
  switch (schema.type) {
    case 'integer':
    case 'number':
      return numberFaults(schema).map((value) => ({ where: ` = ${value}`, value }));
    case 'string':
      return stringFaults(schema);
    case 'array':
      return arrayFaults(schema, root, depth);
    case 'object':
      return objectFaults(schema, root, depth);
    default:
      return [];
  }
}

function numberFaults({ type, minimum, maximum, exclusiveMinimum, exclusiveMaximum }: Schema): number[] {
  const step = (bound: number): number => (type === 'integer' ? 1 : Math.max(1, Math.abs(bound)) * 1e-9);
  const past = [
    minimum === undefined ? null : minimum - step(minimum),
    maximum === undefined ? null : maximum + step(maximum),
    exclusiveMinimum ?? null,
    exclusiveMaximum ?? null,
  ];
  // The bounds of all safe integers are the language's, not the step's.
  return past.filter((value) => value !== null && Math.abs(value) < Number.MAX_SAFE_INTEGER).map(Number);
}

function stringFaults({ minLength = 0, maxLength, pattern }: Schema): Fault[] {
  const faults: Fault[] = [];
  if (minLength > 0) faults.push({ where: ' too short', value: 'x'.repeat(minLength - 1) });
  if (maxLength !== undefined) faults.push({ where: ' too long', value: 'x'.repeat(maxLength + 1) });
  const odd = '\u0000 "{';
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(odd))
    faults.push({ where: ' against its pattern', value: odd });
  return faults;
}

function arrayFaults(schema: Schema, root: Schema, depth: number): Fault[] {
  const { minItems = 0, maxItems, items = {} } = schema;
  const entry = resolve(items, root);
  const sample = sampleOf(entry, root, depth);
  const faults = faultsOf(entry, root, depth + 1).map(({ where, value }) => ({
    where: `[]${where}`,
    value: [value, ...new Array<unknown>(Math.max(0, minItems - 1)).fill(sample)],
  }));
  if (minItems > 0) faults.push({ where: ' too few', value: new Array<unknown>(minItems - 1).fill(sample) });
  if (maxItems !== undefined && maxItems < LONGEST)
    faults.push({ where: ' too many', value: new Array<unknown>(maxItems + 1).fill(sample) });
  return faults;
}

function objectFaults(schema: Schema, root: Schema, depth: number): Fault[] {
  const sample = sampleOf(schema, root, depth) as Record<string, unknown>;
  const faults = Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    faultsOf(resolve(member, root), root, depth + 1).map(({ where, value }) => ({
      where: `.${name}${where}`,
      value: { ...sample, [name]: value },
    })),
  );
  for (const name of schema.required ?? []) {
    const rest = Object.fromEntries(Object.entries(sample).filter(([key]) => key !== name));
    faults.push({ where: ` without ${name}`, value: rest });
  }
  return faults;
}

/** The plainest value that a schema takes. */
export function sampleOf(given: Schema, root: Schema, depth = 0): unknown {
  const schema = resolve(given, root);
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [choice] = choicesOf(schema);
  if (choice) return sampleOf(choice, root, depth);
  switch (schema.type) {
    case 'integer':
    case 'number':
      return Math.min(Math.max(1, schema.minimum ?? 1), schema.maximum ?? 1);
    case 'string':
      return 'x'.repeat(Math.max(1, schema.minLength ?? 1));
    case 'boolean':
      return false;
    case 'array':
      return depth > DEEPEST
        ? []
        : Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, root, depth + 1));
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [name, sampleOf(schema.properties?.[name] ?? {}, root, depth + 1)]),
      );
    default:
      return null;
  }
}
