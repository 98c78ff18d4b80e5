import type { HttpBindings } from '@hono/node-server';
import type { Person, Role } from '@wardwatch/shared/api';
import type { Context, Hono } from 'hono';
import * as v from 'valibot';
import { RequestRefused } from './errors.ts';

/** Variables of a request behind the session check. */
export interface HttpEnv {
  Bindings: HttpBindings;
  Variables: { person: Person; sessionKey: string };
}
export type HttpContext = Context<HttpEnv>;

type AnySchema = v.GenericSchema;

/** One operation of the API: what the router checks and what the OpenAPI document says, from one place. */
export interface Operation<Query extends AnySchema, Body extends AnySchema> {
  method: 'get' | 'post' | 'patch';
  /** In OpenAPI's form: `/api/devices/{id}`. */
  path: `/${string}`;
  summary: string;
  /** Who may call it: anybody, any signed-in person, or a role. */
  access: 'public' | 'signed-in' | Role;
  query?: Query;
  body?: Body;
  /** Schema of a good answer; none for an empty one (204). */
  response?: AnySchema;
  /** Types of a body that is a file, and of an answer that is one. */
  accepts?: readonly string[];
  produces?: readonly string[];
}

export type DescribedOperation = Operation<AnySchema, AnySchema>;

/** What a handler gets: parsed input and the request's context. */
export interface Call<Query, Body> {
  query: Query;
  body: Body;
  param: (name: string) => string;
  context: HttpContext;
}

/** Collects operations and mounts them on the router. */
export class Routes {
  readonly operations: DescribedOperation[] = [];
  readonly #app: Hono<HttpEnv>;

  constructor(app: Hono<HttpEnv>) {
    this.#app = app;
  }

  /** Adds an operation; the handler's result is the JSON answer, or 204 where there is none. */
  add<Query extends AnySchema, Body extends AnySchema>(
    operation: Operation<Query, Body>,
    handler: (call: Call<v.InferOutput<Query>, v.InferOutput<Body>>) => Promise<object | undefined>,
  ): this {
    this.operations.push(operation);
    this.#app.on(operation.method.toUpperCase(), operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) => {
      const result = await handler(await callOf(operation, context));
      return result ? context.json(result) : context.body(null, 204);
    });
    return this;
  }

  /** Adds an operation whose answer is a file; its handler makes the whole response. */
  addFile<Query extends AnySchema>(
    operation: Operation<Query, AnySchema>,
    handler: (call: Call<v.InferOutput<Query>, unknown>) => Promise<Response>,
  ): this {
    this.operations.push(operation);
    this.#app.on(operation.method.toUpperCase(), operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (context) =>
      handler(await callOf(operation, context)),
    );
    return this;
  }
}

/** The parsed input of a request that may be made. */
async function callOf(operation: DescribedOperation, context: HttpContext): Promise<Call<never, never>> {
  checkRole(context, operation.access);
  const call = {
    query: parse(operation.query, context.req.query(), 'query'),
    body: operation.body ? parse(operation.body, await readJson(context), 'body') : undefined,
    param: (name: string) => context.req.param(name) ?? '',
    context,
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by the operation's own schemas
  return call as Call<never, never>;
}

function checkRole(context: HttpContext, access: DescribedOperation['access']): void {
  if (access === 'admin' && context.get('person').role !== 'admin') {
    throw new RequestRefused('forbidden', 'an administrator must do this');
  }
}

function parse(schema: AnySchema | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const fields: Record<string, string> = {};
  for (const issue of result.issues) fields[v.getDotPath(issue) ?? where] = issue.message;
  throw new RequestRefused('bad-request', `the ${where} is not as the API describes it`, { fields });
}

async function readJson(context: HttpContext): Promise<unknown> {
  if (!context.req.header('content-type')?.startsWith('application/json')) {
    throw new RequestRefused('bad-request', 'send the body as application/json');
  }
  try {
    return await context.req.json();
  } catch {
    throw new RequestRefused('bad-request', 'the body is not valid JSON');
  }
}
