import { Body, Controller, Get, Headers, Module, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { pageRequest } from '#contracts';
import { Allow, OpenToAll } from '#identity';
import { Answers } from './answers.ts';
import { openApiOf } from './open-api.ts';
import { createProcess } from './process.ts';

const thing = z
  .object({ id: z.uuid(), name: z.string().max(10), until: z.iso.datetime().nullable() })
  .meta({ id: 'Thing' });

@ApiTags('routing')
@Controller('api/things')
@Allow('agent', 'supervisor', 'administrator')
class Things {
  @Put(':id')
  @Allow('administrator')
  @Answers(thing)
  @ApiOperation({ summary: 'Make a thing', description: 'Once.' })
  @ApiHeader({ name: 'If-Match', required: false, description: 'The version.' })
  put(
    @Param('id', { schema: z.uuid() }) _id: string,
    @Body({ schema: z.object({ name: z.string().max(10) }) }) _body: unknown,
    @Headers('if-match') _version?: string,
  ): void {}

  @Get()
  @Answers(z.object({ items: z.array(thing), next: z.string().nullable() }))
  list(@Query({ schema: pageRequest }) _page: unknown): void {}
}

@Controller('webhooks/here')
@OpenToAll()
class Webhooks {
  @Post()
  @Answers(z.object({}))
  take(): void {}
}

@Module({ controllers: [Things, Webhooks] })
class Service {}

describe('the OpenAPI document', () => {
  let document: OpenAPIObject;
  beforeAll(async () => {
    const environment = {
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      OIDC_ISSUER: 'https://sign-in.example',
      PUBLIC_BASE_URL: 'https://parley.example/desk/',
      LOG_LEVEL: 'silent',
    };
    const app = await createProcess([Service], { environment });
    document = openApiOf(app);
    await app.close();
  });
  const put = () => document.paths['/api/things/{id}']!.put!;

  it('says where the interface is and who may use it', () => {
    expect(document.info.title).toBe('Parley');
    expect(document.servers).toEqual([{ url: 'https://parley.example/desk' }]);
    expect(document.components!.securitySchemes).toEqual({
      'access-token': { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
    });
    expect(put().security).toEqual([{ 'access-token': [] }]);
    expect(put().description).toBe('Once.\n\nFor administrators.');
    expect(document.paths['/api/things']!.get!.description).toBe('For agents, supervisors and administrators.');
  });

  it('has every request and every answer, by the same schemas that read and check them', () => {
    const json = (schema: object) => ({ 'application/json': { schema } });
    const name = { type: 'string', maxLength: 10 };
    expect(put().requestBody).toMatchObject({
      content: json({ type: 'object', properties: { name }, required: ['name'] }),
    });
    expect(put().responses['200']).toMatchObject({ content: json({ $ref: '#/components/schemas/Thing' }) });
    expect(document.components!.schemas!['Thing']).toMatchObject({
      properties: {
        id: { type: 'string', format: 'uuid' },
        name,
        until: { type: 'string', format: 'date-time', nullable: true },
      },
    });
    expect(document.paths['/api/things']!.get!.parameters).toMatchObject([
      { name: 'cursor', in: 'query', required: false },
      { name: 'limit', in: 'query', schema: { default: 50, maximum: 200 } },
    ]);
  });

  it('has each header once, with what it means', () => {
    expect(put().parameters).toMatchObject([
      { name: 'id' },
      { name: 'If-Match', description: 'The version.', required: false },
    ]);
  });

  it('tells how each request can fail, and no others', () => {
    expect(Object.keys(put().responses)).toEqual(['200', '400', '401', '403', '404', '409', '503']);
    expect(Object.keys(document.paths['/api/things']!.get!.responses)).toEqual(['200', '400', '401', '403', '503']);
    expect(Object.keys(document.paths['/webhooks/here']!.post!.responses)).toEqual(['200', '409', '503']);
    expect(put().responses['409']).toMatchObject({
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
    expect(document.components!.schemas!['Problem']).toMatchObject({
      required: expect.arrayContaining(['code', 'correlationId']),
    });
  });

  it('says of what is open to all that it is', () => {
    expect(document.paths['/webhooks/here']!.post!.security).toEqual([]);
    expect(document.paths['/api/sign-in']!.get!.security).toEqual([]);
  });

  it('is ordered by parts of the product', () => {
    expect(document.tags!.map(({ name }) => name)).toEqual(['here', 'identity', 'process', 'routing']);
  });
});
