/** The part of a JSON schema that the table of bad input reads. */
export interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
  readonly maxItems?: number;
}
interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly description?: string;
  readonly schema: Schema;
}
export interface Operation {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body: Schema | null;
  readonly isOpen: boolean;
  /** The headers of a good answer. */
  readonly says: readonly string[];
}

interface Described {
  readonly paths: Record<
    string,
    Record<
      string,
      {
        parameters?: Parameter[];
        requestBody?: { content: Record<string, { schema: Schema }> };
        responses?: Record<string, { headers?: object }>;
        security?: unknown[];
      }
    >
  >;
}

/** Every operation of an OpenAPI document. */
export const operationsOf = ({ paths }: Described): Operation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody, responses, security = [] }]) => ({
      method: method.toUpperCase() as Operation['method'],
      path,
      parameters,
      body: requestBody?.content['application/json']?.schema ?? null,
      isOpen: security.length === 0,
      says: Object.keys(responses?.['200']?.headers ?? {}),
    })),
  );

export interface BadInput {
  readonly what: string;
  /** The field that the answer has to name. */
  readonly field: string;
  readonly body: unknown;
}

const wrongType = ({ type }: Schema): unknown =>
  type === 'string' ? 17 : type === 'array' || type === 'object' ? 'text' : { not: 'this' };

/** A good request, spoilt in one place: each field once missing, once of another type, once too long. */
export function spoilt(
  good: unknown,
  schema: Schema,
  at: readonly (string | number)[] = [],
): { what: string; field: string; make: () => unknown }[] {
  const field = at.join('.');
  const whole = (value: unknown) => () => value;
  const here = at.length === 0 ? [] : [{ what: `${field} of another type`, field, make: whole(wrongType(schema)) }];
  if (schema.type === 'string') {
    const long = 'x'.repeat((schema.maxLength ?? 100_000) + 1);
    return [...here, { what: `${field} overlong`, field, make: whole(long) }];
  }
  if (schema.type === 'array' && Array.isArray(good)) {
    const item: unknown = good[0];
    const tooMany =
      schema.maxItems && item !== undefined
        ? [{ what: `${field} overlong`, field, make: whole(Array.from({ length: schema.maxItems + 1 }, () => item)) }]
        : [];
    const inside = item === undefined || !schema.items ? [] : within(good, 0, spoilt(item, schema.items, [...at, 0]));
    return [...here, ...tooMany, ...inside];
  }
  if (schema.type !== 'object' || typeof good !== 'object' || good === null) return here;
  const object = good as Record<string, unknown>;
  const missing = (schema.required ?? []).map((name) => ({
    what: `${[...at, name].join('.')} missing`,
    field: [...at, name].join('.'),
    make: () => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name)),
  }));
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, inner]) =>
    within(object, name, spoilt(object[name], inner, [...at, name])),
  );
  return [...here, ...missing, ...inside];
}

const within = (outer: object, key: string | number, inner: ReturnType<typeof spoilt>): ReturnType<typeof spoilt> =>
  inner.map(({ what, field, make }) => ({
    what,
    field,
    make: () => (Array.isArray(outer) ? outer.with(Number(key), make()) : { ...outer, [key]: make() }),
  }));
