import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';
import { problem } from '#contracts';
import { PublicAddress } from './environment.ts';

const description = `
Parley's HTTP interface. Sign in with OpenID Connect (\`GET /api/sign-in\` says where) and send the access token as a
bearer token; scripts use client credentials. \`docs/api.md\` beside the source sets up a whole company, request by request.

- **Creating is PUT** under an id of your own (UUID): the same body again is answered as before, another one is 409 \`already-exists\`.
- **Changing is PUT** of the whole with \`If-Match: "3"\`, the version that \`ETag\` and \`version\` of the last answer say: 428 without it, 412
  when somebody was quicker. What was read may be sent back as it is.
- **Removing is DELETE** with \`If-Match\`, and changes nothing the second time; 409 \`in-use\` says what still names it. Accounts, workstreams
  and channels are taken out of use instead (\`…/retire\`). \`…/restore\` brings back a version, \`…/changes\` tells who changed what.
- **Lists** are \`{ items, next }\`; send \`next\` as \`cursor\` for the page after.
- **Errors** are problem details (RFC 9457). \`code\` is stable; \`errors\` names each field that is wrong; \`correlationId\` is in
  our log and on everything that followed. Send \`x-correlation-id\` (UUID) to choose it.
- **Services learn from each other** within two seconds: a 404 for something just created elsewhere is worth asking again.
- Fields and parts of the query that we do not know are ignored.
`;
const tags: Record<string, string> = {
  'channel configuration': 'Messaging accounts, workstreams and channels',
  conversations: 'Conversations and their texts',
  identity: 'Signing in',
  live: 'The live view of the desk',
  'messaging accounts at the provider': 'Validating, connecting and watching accounts and numbers at Twilio',
  process: 'Health and numbers of a process',
  routing: 'Queues, agents, offers',
  webhooks: 'What the SMS provider calls: signed, without a token',
};

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & { 'x-roles'?: string[] };

/** The OpenAPI document of the routes of this process. */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setTitle('Parley')
    .setDescription(description.trim())
    .setVersion('1')
    .addServer(app.get(PublicAddress).base)
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'access-token');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    autoTagControllers: false,
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  // its own id would make a reference of it
  const schema = z.toJSONSchema(z.object(problem.shape), { target: 'openapi-3.0' });
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, Problem: schema as Schemas[string] },
  };
  const operations = operationsOf(document);
  for (const each of operations) complete(each);
  const used = new Set(operations.flatMap(({ operation }) => operation.tags ?? []));
  document.tags = [...used].sort().map((name) => ({ name, description: tags[name] ?? '' }));
  return withoutPatterns(document) as OpenAPIObject;
}

const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;
const operationsOf = (document: OpenAPIObject) =>
  Object.entries(document.paths).flatMap(([path, item]) =>
    methods.flatMap((method) => (item[method] ? [{ path, method, operation: item[method] as Operation }] : [])),
  );

/** What every operation has or has not, said in one place. */
function complete({ path, method, operation }: ReturnType<typeof operationsOf>[number]): void {
  operation.tags ??= [path.split('/')[2]!];
  const roles = operation['x-roles'];
  const { responses } = operation;
  if (roles) {
    operation.security = [{ 'access-token': [] }];
    operation.description = [operation.description, `For ${inWords(roles)}.`].filter(Boolean).join('\n\n');
  } else {
    operation.security = [];
    delete responses['401'];
    delete responses['403'];
  }
  operation.parameters = onlyOnce(operation.parameters ?? []);
  if (!path.includes('{')) delete responses['404'];
  if (method === 'get') delete responses['409'];
  if (!operation.parameters?.length && !operation.requestBody) delete responses['400'];
}

/** A header that is read by `@Headers` and described by `@ApiHeader` is one header. */
function onlyOnce(parameters: NonNullable<Operation['parameters']>): NonNullable<Operation['parameters']> {
  const named = new Map<string, (typeof parameters)[number]>();
  for (const parameter of parameters) {
    const key = 'in' in parameter ? `${parameter.in} ${parameter.name.toLowerCase()}` : parameter.$ref;
    const known = named.get(key);
    if (!known || ('description' in parameter && !('description' in known))) named.set(key, parameter);
  }
  return [...named.values()];
}

const inWords = (roles: readonly string[]): string =>
  roles
    .map((role) => `${role}s`)
    .join(', ')
    .replace(/, ([^,]+)$/, ' and $1');

/** A format says it shorter than the pattern that zod checks it by. */
function withoutPatterns(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPatterns);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'pattern' || !('format' in value));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutPatterns(inner)]));
}
