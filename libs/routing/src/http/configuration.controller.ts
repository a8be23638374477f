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

@ApiTags('routing')
@Controller('api/routing/configuration')
@Allow('administrator')
export class ConfigurationController {
  constructor(private readonly database: Database) {}

  @Get()
  @GivesConfiguration()
  @ApiOperation({
    summary: 'Export the staff, queues, distribution settings, rules and what holds for all work',
    description:
      'For a file to keep: skills, rating models, capacity profiles, presences, queues and the rules of queues by their slugs; how workstreams ' +
      'distribute their work, and by which rules, by the ids of the workstreams, which are another service’s, and so are those of operating ' +
      'hours; what is set of agents by their ids, which follow from their sign-in; what holds for all work. Without versions and times, in an ' +
      'order that is always the same.',
  })
  async export(
    @Query({ schema: exportConfigurationRequest }) { ids }: z.output<typeof exportConfigurationRequest>,
    @Headers('accept') accept?: string,
  ): Promise<StreamableFile> {
    const entries = await this.database.readAsOne((db) => configurationEntries(db, { ids: ids === 'true' }));
    return configurationStream(sections, entries, accept);
  }

  @Put()
  @TakesConfiguration()
  @Answers(configurationImported)
  @ApiOperation({
    summary: 'Import the staff, queues, distribution settings, rules and what holds for all work',
    description:
      'All of the file, or nothing where anything in it is wrong; every error is named by its path. A workstream may be heard of later, and ' +
      'an agent sign in later, of whom the file says the name. Nothing is removed here, also not with `prune`. The same file again changes nothing; `dryRun` answers what would be done.',
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
