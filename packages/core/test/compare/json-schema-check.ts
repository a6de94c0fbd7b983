type Schema = Readonly<Record<string, unknown>>;

const NOTES = new Set(['$schema', '$id', '$defs', 'title', 'description']);

/** First violation of a JSON Schema (draft 2020-12, the keywords the record's schema uses), as `path: keyword`; undefined for valid data. */
export function schemaViolation(root: Schema, data: unknown, schema: Schema = root, path = '$'): string | undefined {
  for (const [keyword, given] of Object.entries(schema)) {
    if (NOTES.has(keyword) || keyword === 'then') continue;
    const check = CHECKS[keyword];
    if (check === undefined) throw new Error(`keyword ${keyword} is not known`);
    const found = check(given as never, data, path, root, schema);
    if (found !== undefined) return found === '' ? `${path}: ${keyword}` : found;
  }
  return undefined;
}

/** '' for a violation here, the violation of a part, or undefined. */
type Check = (given: never, data: unknown, path: string, root: Schema, schema: Schema) => string | undefined;

const fails = (valid: boolean): string | undefined => (valid ? undefined : '');
const isObject = (data: unknown): data is Record<string, unknown> => typeof data === 'object' && data !== null && !Array.isArray(data);

const TYPES: Record<string, (data: unknown) => boolean> = {
  object: isObject,
  array: Array.isArray,
  string: (data) => typeof data === 'string',
  number: (data) => typeof data === 'number' && Number.isFinite(data),
  integer: Number.isInteger,
  null: (data) => data === null,
};

const first = <T>(items: readonly T[], of: (item: T) => string | undefined): string | undefined => {
  for (const item of items) {
    const found = of(item);
    if (found !== undefined) return found;
  }
  return undefined;
};

const CHECKS: Record<string, Check> = {
  type: (type: string, data) => fails((TYPES[type] as (data: unknown) => boolean)(data)),
  const: (value: unknown, data) => fails(data === value),
  enum: (values: unknown[], data) => fails(values.includes(data)),
  pattern: (pattern: string, data) => fails(typeof data !== 'string' || new RegExp(pattern).test(data)),
  minLength: (least: number, data) => fails(typeof data !== 'string' || data.length >= least),
  minimum: (least: number, data) => fails(typeof data !== 'number' || data >= least),
  exclusiveMinimum: (least: number, data) => fails(typeof data !== 'number' || data > least),
  minItems: (least: number, data) => fails(!Array.isArray(data) || data.length >= least),
  maxItems: (most: number, data) => fails(!Array.isArray(data) || data.length <= most),
  required: (names: string[], data) => fails(!isObject(data) || names.every((name) => name in data)),
  items: (schema: Schema, data, path, root) =>
    Array.isArray(data) ? first([...data.entries()], ([i, item]) => schemaViolation(root, item, schema, `${path}[${i}]`)) : undefined,
  properties: (parts: Record<string, Schema>, data, path, root) =>
    isObject(data)
      ? first(
          Object.entries(parts).filter(([name]) => name in data),
          ([name, part]) => schemaViolation(root, data[name], part, `${path}.${name}`),
        )
      : undefined,
  anyOf: (options: Schema[], data, path, root) => fails(options.some((option) => schemaViolation(root, data, option, path) === undefined)),
  allOf: (parts: Schema[], data, path, root) => first(parts, (part) => schemaViolation(root, data, part, path)),
  if: (condition: Schema, data, path, root, schema) =>
    schemaViolation(root, data, condition, path) === undefined ? schemaViolation(root, data, schema['then'] as Schema, path) : undefined,
  $ref: (ref: string, data, path, root) => {
    const place = ref.split('/').slice(1);
    const target = place.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], root);
    return schemaViolation(root, data, target as Schema, path);
  },
};
