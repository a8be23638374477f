import { Controller, Get, Headers, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Person } from '#contracts';
import { Allow, CurrentPerson, SignedInUntil } from '#identity';
import { Problems } from '#platform';
import { LiveView } from './live-view.ts';

const description = `Server-sent events, until the access token expires.

- \`reset\` {now}: first, unless \`Last-Event-ID\` could be resumed, and whenever frames may have been missed: read again what is on the screen.
- \`frame\` {kind, id, version, view}: a record as it is now, as its list answers it. Apply it when its version is newer.
- \`time\` {now}: the server's clock, every 15 s.`;

@ApiTags('live')
@Controller('api/live')
export class LiveController {
  constructor(private readonly view: LiveView) {}

  @Get()
  @Allow('agent', 'supervisor', 'administrator')
  @ApiOperation({ summary: 'What changes, as it changes', description })
  @ApiHeader({
    name: 'last-event-id',
    required: false,
    description: 'Goes on after this event when it is still known.',
  })
  @ApiProduces('text/event-stream')
  @ApiResponse({ status: 200, description: 'A stream of events.', schema: { type: 'string' } })
  @Problems(401, 403, 503)
  open(
    @Req() { method }: FastifyRequest,
    @Res() reply: FastifyReply,
    @CurrentPerson() person: Person,
    @SignedInUntil() until: Date,
    @Headers('last-event-id') lastEventId?: string,
  ): void {
    this.view.mayOpen();
    if (method === 'HEAD') return void reply.type('text/event-stream').send();
    const headers = reply.getHeaders() as Record<string, string>;
    reply.hijack();
    this.view.open(person, until, reply.raw, headers, lastEventId);
  }
}
