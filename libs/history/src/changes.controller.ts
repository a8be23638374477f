import { Controller, Get, Query, type Type } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { changesRequestOf, type ChangesRequest, configurationChanges, type ServiceOfChanges } from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { listAllChanges } from './list-all-changes.ts';

/** The door to the history of everything that a service has configured. */
export function changesController(service: ServiceOfChanges): Type {
  @ApiTags(service)
  @Controller(`api/${service}/changes`)
  class ChangesController {
    constructor(private readonly database: Database) {}

    @Get()
    @Allow('administrator')
    @Answers(configurationChanges)
    @ApiOperation({
      summary: `Read the history of everything of ${service}`,
      description:
        'Who changed what, when, with what it was before and after; newest first. Secrets are no part of it. `kind`: of one kind alone.',
    })
    list(
      @Query({ schema: changesRequestOf(service) }) asked: ChangesRequest,
    ): Promise<z.output<typeof configurationChanges>> {
      return this.database.read((db) => listAllChanges(db, asked));
    }
  }
  // its operation has a name of its own in the API's description
  Object.defineProperty(ChangesController, 'name', {
    value: `${service[0]!.toUpperCase()}${service.slice(1)}ChangesController`,
  });
  return ChangesController;
}
