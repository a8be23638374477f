import { Body, Controller, Get, Headers, Put, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  type ConfigurationFile,
  configurationFile,
  configurationImported,
  type ConfigurationImported,
  importConfigurationRequest,
  type Person,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, configurationStream, GivesConfiguration, TakesConfiguration } from '#platform';
import { sections } from '../domain/configuration.ts';
import { configurationEntries } from '../queries/configuration.ts';
import { importConfiguration } from '../use-cases/import-configuration.ts';

const file = configurationFile(sections);

@ApiTags('sending')
@Controller('api/gateway/configuration')
@Allow('administrator')
export class ConfigurationController {
  constructor(private readonly database: Database) {}

  @Get()
  @GivesConfiguration()
  @ApiOperation({
    summary: 'Export sender groups and settings of sending and blocking',
    description: 'For a file to keep, by their slugs: without versions and times, in an order that is always the same.',
  })
  async export(@Headers('accept') accept?: string): Promise<StreamableFile> {
    const entries = await this.database.readAsOne(configurationEntries);
    return configurationStream(sections, entries, accept);
  }

  @Put()
  @TakesConfiguration()
  @Answers(configurationImported)
  @ApiOperation({
    summary: 'Import sender groups and settings of sending and blocking',
    description:
      'All of the file, or nothing where anything in it is wrong; every error is named by its path. The same file again changes nothing; ' +
      '`dryRun` answers what would be done; `prune` removes the groups that the file does not have.',
  })
  import(
    @CurrentPerson() person: Person,
    @Query({ schema: importConfigurationRequest })
    { dryRun, prune }: z.output<typeof importConfigurationRequest>,
    @Body({ schema: file }) asked: z.output<typeof file>,
  ): Promise<ConfigurationImported> {
    const how = { isDryRun: dryRun === 'true', prune: prune === 'true' };
    return this.database.transact((tx) => importConfiguration(tx, person, asked as ConfigurationFile, how));
  }
}
