import { Body, Controller, Get, Headers, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  directorySourceRequest,
  type DirectorySourceRequest,
  directorySourceView,
  type DirectorySourceView,
  identificationRequest,
  type IdentificationRequest,
  identificationView,
  type IdentificationView,
  type Person,
  workstreamId,
  type WorkstreamId,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, ifMatch, Problems, SaysVersion, versionIn } from '#platform';
import { readDirectorySource, readIdentification } from '../queries/identification.ts';
import { saveDirectorySource } from '../use-cases/save-directory-source.ts';
import { saveIdentification } from '../use-cases/save-identification.ts';

/** How customers are found. */
@ApiTags('customers')
@Controller('api/conversations')
export class IdentificationController {
  constructor(private readonly database: Database) {}

  @Get('workstreams/:id/identification')
  @Allow('administrator', 'supervisor')
  @Answers(identificationView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read which columns tell who wrote on a workstream' })
  rule(@Param('id', { schema: workstreamId }) id: WorkstreamId): Promise<IdentificationView> {
    return this.database.read((manager) => readIdentification(manager, id));
  }

  @Put('workstreams/:id/identification')
  @Allow('administrator')
  @Answers(identificationView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Say which columns tell who wrote on a workstream',
    description:
      'Of contacts and of accounts, and whether the context variables Name, Email, Phone and CaseNumber do, too. The same again changes ' +
      'nothing; changing what was set takes `If-Match`.',
  })
  saveRule(
    @CurrentPerson() person: Person,
    @Param('id', { schema: workstreamId }) id: WorkstreamId,
    @Body({ schema: identificationRequest }) asked: IdentificationRequest,
    @Headers('if-match') match?: string,
  ): Promise<IdentificationView> {
    return this.database.transact((tx) => saveIdentification(tx, person, id, asked, versionIn(match)));
  }

  @Get('directory')
  @Allow('administrator', 'supervisor')
  @Answers(directorySourceView)
  @SaysVersion()
  @ApiOperation({ summary: 'Read where customers are looked up' })
  source(): Promise<DirectorySourceView> {
    return this.database.read((manager) => readDirectorySource(manager));
  }

  @Put('directory')
  @Allow('administrator')
  @Answers(directorySourceView)
  @SaysVersion()
  @Problems(412, 428)
  @ApiHeader({ ...ifMatch, required: false })
  @ApiOperation({
    summary: 'Say where customers are looked up',
    description:
      '`built-in`: in the contacts and accounts that are kept here. `http`: a system of your own is asked, signed, as docs/bots.md describes. ' +
      'A new conversation waits for its answer for 1.5 s; what comes later is told afterwards. The same again ' +
      'changes nothing; changing what was set takes `If-Match`.',
  })
  saveSource(
    @CurrentPerson() person: Person,
    @Body({ schema: directorySourceRequest }) asked: DirectorySourceRequest,
    @Headers('if-match') match?: string,
  ): Promise<DirectorySourceView> {
    return this.database.transact((tx) => saveDirectorySource(tx, person, asked, versionIn(match)));
  }
}
