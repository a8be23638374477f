import { Body, Controller, Get, Headers, Put, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  type ConfigurationFile,
  configurationFile,
  configurationImported,
  type ConfigurationImported,
  exportConfigurationRequest,
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

@ApiTags('conversations')
@Controller('api/conversations/configuration')
@Allow('administrator')
export class ConfigurationController {
  constructor(private readonly database: Database) {}

  @Get()
  @GivesConfiguration()
  @ApiOperation({
    summary: 'Export how conversations live and customers are found',
    description:
      'For a file to keep: settings, and which columns tell who wrote, by the ids of the workstreams, which are another service’s; where ' +
      'customers are looked up. Without versions and times, in an order that is always the same; what nobody has set is not there.',
  })
  async export(
    @Query({ schema: exportConfigurationRequest }) _request: z.output<typeof exportConfigurationRequest>,
    @Headers('accept') accept?: string,
  ): Promise<StreamableFile> {
    const entries = await this.database.readAsOne(configurationEntries);
    return configurationStream(sections, entries, accept);
  }

  @Put()
  @TakesConfiguration()
  @Answers(configurationImported)
  @ApiOperation({
    summary: 'Import how conversations live and customers are found',
    description:
      'All of the file, or nothing where anything in it is wrong; every error is named by its path. A workstream may be heard of later. ' +
      'Nothing is ever removed, also not with `prune`. The same file again changes nothing; `dryRun` answers what would be done.',
  })
  import(
    @CurrentPerson() person: Person,
    @Query({ schema: importConfigurationRequest }) { dryRun }: z.output<typeof importConfigurationRequest>,
    @Body({ schema: file }) asked: z.output<typeof file>,
  ): Promise<ConfigurationImported> {
    return this.database.transact((tx) =>
      importConfiguration(tx, person, asked as ConfigurationFile, dryRun === 'true'),
    );
  }
}
