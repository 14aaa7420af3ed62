import type { ParameterMeta } from '../../src-main/contract/step.ts';

/** The parts of JSON Schema that zod writes for parameters and questions, with the words beside them. */
export interface JsonSchema extends Partial<ParameterMeta> {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema | false;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** What a person reads beside a reference, which the shape it leads to does not know. */
function wordsOf(schema: JsonSchema): Partial<JsonSchema> {
  const beside = Object.entries(schema).filter(([key, value]) => key !== '$ref' && value !== undefined);
  return Object.fromEntries(beside);
}

/** Follows references into `$defs`; what stands beside a reference stays. */
export function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const name = schema.$ref?.replace('#/$defs/', '');
  if (name === undefined) return schema;
  return resolve({ ...schema, $ref: undefined, ...root.$defs?.[name], ...wordsOf(schema) }, root);
}

/** Takes “or nothing” off: a nullable schema is a list of two, one of which is null. */
export function withoutNull(schema: JsonSchema, root: JsonSchema): { schema: JsonSchema; nullable: boolean } {
  const { anyOf, ...beside } = schema;
  const some = anyOf?.filter(({ type }) => type !== 'null');
  if (!anyOf || some?.length !== 1 || some.length === anyOf.length) return { schema, nullable: false };
  return { schema: resolve({ ...some[0], ...beside }, root), nullable: true };
}
