import { Controller, Get, Headers, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { exportConfigurationRequest } from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { configurationStream, GivesConfiguration } from '#platform';
import { sections } from '../domain/configuration.ts';
import { configurationEntries } from '../queries/configuration.ts';

@ApiTags('channel configuration')
@Controller('api/channel-config/configuration')
@Allow('administrator')
export class ConfigurationController {
  constructor(private readonly database: Database) {}

  @Get()
  @GivesConfiguration()
  @ApiOperation({
    summary: 'Export the configuration',
    description:
      'Everything that is in use, for a file to keep: by slugs, without ids, versions and times, in an order that is always the same. ' +
      'A token is told by the name of its secret, never itself. Queues are another service’s and told by id.',
  })
  async export(
    @Query({ schema: exportConfigurationRequest }) { ids }: z.output<typeof exportConfigurationRequest>,
    @Headers('accept') accept?: string,
  ): Promise<StreamableFile> {
    const entries = await this.database.dataSource.transaction('REPEATABLE READ', (db) =>
      configurationEntries(db, { ids: ids === 'true' }),
    );
    return configurationStream(sections, entries, accept);
  }
}
