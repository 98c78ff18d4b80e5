import { apiError } from '@wardwatch/shared/api';
import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import type { DescribedOperation } from './route.ts';

type JsonObject = Record<string, unknown>;

/** The part of a JSON Schema of an object that parameters are made of. */
const objectSchema = v.object({
  properties: v.record(v.string(), v.unknown()),
  required: v.optional(v.array(v.string()), []),
});

/** The OpenAPI 3.1 document of the operations, from the same schemas that check them. */
export function openApiDocument(operations: readonly DescribedOperation[], version: string): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const operation of operations) {
    const path = (paths[operation.path] ??= {});
    path[operation.method] = describe(operation);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Wardwatch',
      version,
      description: 'The API of the console. Agents speak another protocol, described in shared/PROTOCOL.md.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'ww_session' } },
      schemas: { Error: schemaOf(apiError) },
    },
  };
}

function describe(operation: DescribedOperation): JsonObject {
  const { access, body, response, summary, accepts, produces } = operation;
  const good = produces
    ? { 200: { description: 'Done', content: filesOf(produces) } }
    : response
      ? { 200: { description: 'Done', content: { 'application/json': { schema: schemaOf(response) } } } }
      : { 204: { description: 'Done' } };
  const refused = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } };
  return {
    operationId: operationId(operation),
    summary,
    security: access === 'public' ? [] : [{ session: [] }],
    parameters: [...pathParameters(operation.path), ...queryParameters(operation.query)],
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } } : {}),
    ...(accepts ? { requestBody: { required: true, content: filesOf(accepts) } } : {}),
    responses: { ...good, '4XX': { description: 'Refused; the code says why', ...refused } },
  };
}

function filesOf(types: readonly string[]): JsonObject {
  return Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]));
}

function operationId({ method, path }: DescribedOperation): string {
  const words = path
    .split('/')
    .filter((part) => part !== '' && part !== 'api')
    .map((part) => part.replaceAll(/\W/g, '-'));
  return [method, ...words].join('-').replaceAll(/-+/g, '-').replace(/-$/, '');
}

function pathParameters(path: string): JsonObject[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: v.GenericSchema | undefined): JsonObject[] {
  if (!query) return [];
  const schema = schemaOf(query);
  const parts = Array.isArray(schema['allOf']) ? schema['allOf'] : [schema];
  return parts.flatMap((part) => {
    const { properties, required } = v.parse(objectSchema, part);
    return Object.entries(properties).map(([name, value]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema: value,
    }));
  });
}

/** What a client sends or gets; transforms and checks that JSON Schema cannot say are left out. */
function schemaOf(schema: v.GenericSchema): JsonObject {
  const { $schema: _, ...rest } = toJsonSchema(schema, { typeMode: 'input', errorMode: 'ignore' });
  return rest;
}
