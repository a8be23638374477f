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
import { Answers, configurationStream, GivesConfiguration, PublicAddress, TakesConfiguration } from '#platform';
import { Seal } from '#secrets';
import { ChannelConfigSettings } from '../channel-config-settings.ts';
import { sections } from '../domain/configuration.ts';
import { configurationEntries } from '../queries/configuration.ts';
import { importConfiguration } from '../use-cases/import-configuration.ts';

const file = configurationFile(sections);

@ApiTags('channel configuration')
@Controller('api/channel-config/configuration')
@Allow('administrator')
export class ConfigurationController {
  constructor(
    private readonly database: Database,
    private readonly address: PublicAddress,
    private readonly seal: Seal,
    private readonly settings: ChannelConfigSettings,
  ) {}

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
    const entries = await this.database.readAsOne((db) => configurationEntries(db, { ids: ids === 'true' }));
    return configurationStream(sections, entries, accept);
  }

  @Put()
  @TakesConfiguration()
  @Answers(configurationImported)
  @ApiOperation({
    summary: 'Import a configuration',
    description:
      'A file as this exports it, or some of its sections: all of it, or nothing where anything in it is wrong; every error is named by ' +
      'its path, such as `workstreams.deliveries.name`. Things are known by their slugs. What the file says of a thing is all of it; ' +
      'what it does not name stays, or goes with `prune` (out of use as by retiring). The same file again changes nothing.\n\n' +
      'The token of a new account, or another one, goes in as `authToken: { value }`; without it the token stays. `dryRun` answers what ' +
      'would be done. JSON up to 16 MB, YAML up to 1 MB.',
  })
  import(
    @CurrentPerson() person: Person,
    @Query({ schema: importConfigurationRequest }) { dryRun, prune }: z.output<typeof importConfigurationRequest>,
    @Body({ schema: file }) asked: z.output<typeof file>,
  ): Promise<ConfigurationImported> {
    const settings = {
      person,
      seal: this.seal,
      countries: this.settings.countries,
      graceHours: this.settings.tokenGraceHours,
      publicBase: this.address.base,
      prune: prune === 'true',
    };
    return this.database.transact((tx) =>
      importConfiguration(tx, settings, asked as ConfigurationFile, dryRun === 'true'),
    );
  }
}
