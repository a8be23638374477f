import { Controller, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { announce } from '../use-cases/announce.ts';

const announced = z.object({ said: z.number().int() }).meta({ id: 'RoutingAnnounced' });

@ApiTags('routing')
@Controller('api/routing/announce')
export class AnnounceController {
  constructor(private readonly database: Database) {}

  @Post()
  @Allow('administrator')
  @Answers(announced)
  @ApiOperation({
    summary: 'Say every queue again',
    description:
      'For a service that is new or was restored from a backup. Answers how many facts were said. Changes nothing.',
  })
  again(): Promise<z.output<typeof announced>> {
    return this.database.transact((tx) => announce(tx));
  }
}
