import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  directorySourceRequest,
  type DirectorySourceRequest,
  directorySourceView,
  type DirectorySourceView,
  identificationRequest,
  type IdentificationRequest,
  identificationView,
  type IdentificationView,
  workstreamId,
  type WorkstreamId,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers } from '#platform';
import { readDirectorySource, readIdentification } from '../queries/identification.ts';
import { saveDirectorySource, saveIdentification } from '../use-cases/save-identification.ts';

/** How customers are found. */
@ApiTags('customers')
@Controller('api/conversations')
export class IdentificationController {
  constructor(private readonly database: Database) {}

  @Get('workstreams/:id/identification')
  @Allow('administrator', 'supervisor')
  @Answers(identificationView)
  @ApiOperation({ summary: 'Read which columns tell who wrote on a workstream' })
  rule(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<IdentificationView> {
    return this.database.read((manager) => readIdentification(manager, id));
  }

  @Put('workstreams/:id/identification')
  @Allow('administrator')
  @Answers(identificationView)
  @ApiOperation({
    summary: 'Say which columns tell who wrote on a workstream',
    description:
      'Of contacts and of accounts, and whether the context variables Name, Email, Phone and CaseNumber do, too.',
  })
  saveRule(
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: identificationRequest }) asked: IdentificationRequest,
  ): Promise<IdentificationView> {
    return this.database.transact((tx) => saveIdentification(tx, id, asked));
  }

  @Get('directory')
  @Allow('administrator', 'supervisor')
  @Answers(directorySourceView)
  @ApiOperation({ summary: 'Read where customers are looked up' })
  source(): Promise<DirectorySourceView> {
    return this.database.read((manager) => readDirectorySource(manager));
  }

  @Put('directory')
  @Allow('administrator')
  @Answers(directorySourceView)
  @ApiOperation({
    summary: 'Say where customers are looked up',
    description:
      '`built-in`: in the contacts and accounts that are kept here. `http`: a system of your own is asked, signed, as docs/bots.md describes. ' +
      'A new conversation waits for its answer for 1.5 s; what comes later is told afterwards.',
  })
  saveSource(@Body({ schema: directorySourceRequest }) asked: DirectorySourceRequest): Promise<DirectorySourceView> {
    return this.database.transact((tx) => saveDirectorySource(tx, asked));
  }
}
