/** The part of JSON Schema that the OpenAPI document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly oneOf?: readonly Schema[];
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'boolean';
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly minProperties?: number;
  readonly additionalProperties?: boolean;
  readonly example?: unknown;
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

export interface Operation {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly operationId: string;
  readonly parameters: readonly Parameter[];
  readonly body?: Schema;
  readonly responses: Readonly<Record<string, unknown>>;
}

interface DocumentOperation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** The OpenAPI document as tests use it: its operations, what their schemas accept, and an example of each. */
export class ApiSchemas {
  readonly operations: readonly Operation[];

  constructor(readonly document: ApiDocument) {
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): Operation => {
        const { operationId, parameters = [], requestBody, responses } = operation;
        const body = requestBody?.content['application/json']?.schema;
        const common = { method: method as Operation['method'], path, operationId, parameters, responses };
        return body === undefined ? common : { ...common, body: this.resolved(body) };
      }),
    );
  }

  /** The schema itself where another is referred to. @throws when there is none. */
  resolved(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema;
    const found = this.document.components.schemas[schema.$ref.replace('#/components/schemas/', '')];
    if (found === undefined) throw new Error(`The document has no ${schema.$ref}.`);
    return found;
  }

  /** Whether a value is of a schema. */
  accepts(given: Schema, value: unknown): boolean {
    const schema = this.resolved(given);
    if (schema.oneOf !== undefined && schema.oneOf.filter((one) => this.accepts(one, value)).length !== 1) return false;
    if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
    const { type } = schema;
    if (type === 'boolean') return typeof value === 'boolean';
    if (type === 'integer') {
      return Number.isSafeInteger(value) && isWithin(Number(value), schema.minimum, schema.maximum);
    }
    if (type === 'string') return typeof value === 'string' && acceptsText(schema, value);
    if (type === 'array') return Array.isArray(value) && this.acceptsList(schema, value);
    return type !== 'object' || (isObject(value) && this.acceptsMembers(schema, value));
  }

  /** A value that the schema accepts, made of its examples. */
  example(given: Schema): unknown {
    const schema = this.resolved(given);
    if (schema.example !== undefined) return schema.example;
    if (schema.oneOf !== undefined) return this.example(schema.oneOf[0]!);
    if (schema.enum !== undefined) return schema.enum[0];
    if (schema.type === 'boolean') return true;
    if (schema.type === 'integer') return schema.minimum ?? 1;
    if (schema.type === 'array') return schema.items === undefined ? [] : [this.example(schema.items)];
    if (schema.type !== 'object') return schema.format === 'date' ? '2025-06-03' : 'some text';
    return Object.fromEntries(
      Object.entries(schema.properties ?? {})
        .filter(([name]) => schema.required?.includes(name))
        .map(([name, member]) => [name, this.example(member)]),
    );
  }

  private acceptsList({ items, minItems, maxItems, uniqueItems }: Schema, list: readonly unknown[]): boolean {
    if (!isWithin(list.length, minItems, maxItems)) return false;
    if (uniqueItems === true && new Set(list.map((item) => JSON.stringify(item))).size !== list.length) return false;
    return items === undefined || list.every((item) => this.accepts(items, item));
  }

  private acceptsMembers(
    { required, properties, minProperties, additionalProperties }: Schema,
    value: object,
  ): boolean {
    if (!isWithin(Object.keys(value).length, minProperties)) return false;
    if (required?.some((name) => !Object.hasOwn(value, name)) === true) return false;
    return Object.entries(value).every(([name, member]) => {
      const schema = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
      return schema === undefined ? additionalProperties !== false : this.accepts(schema, member);
    });
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a text has no half of a surrogate pair. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function isWithin(size: number, least = -Infinity, most = Infinity): boolean {
  return size >= least && size <= most;
}

function acceptsText({ pattern, format, minLength, maxLength }: Schema, text: string): boolean {
  if (!isWellFormed(text) || !isWithin(text.length, minLength, maxLength)) return false;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return false;
  return format !== 'date' || isDate(text);
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
