import { Body, Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  directorySourceRequest,
  type DirectorySourceRequest,
  directorySourceView,
  type DirectorySourceView,
  identificationRequest,
  type IdentificationRequest,
  identificationView,
  type IdentificationView,
  outsideSecretKinds,
  outsideSecretRequest,
  outsideSecretView,
  type OutsideSecretView,
  type Person,
  workstreamId,
  type WorkstreamId,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing } from '#platform';
import { ConversationsSettings } from '../conversations-settings.ts';
import { readDirectorySource, readIdentification } from '../queries/identification.ts';
import { removeOutsideSecret, setOutsideSecret } from '../use-cases/outside-secret.ts';
import { saveDirectorySource, saveIdentification } from '../use-cases/save-identification.ts';

const secretKind = z.enum(outsideSecretKinds);
type SecretKind = z.output<typeof secretKind>;

/** How customers are found, and what calls to other systems are signed with. */
@ApiTags('customers')
@Controller('api/conversations')
export class IdentificationController {
  constructor(
    private readonly database: Database,
    private readonly settings: ConversationsSettings,
  ) {}

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

  @Put('secrets/:kind/:id')
  @Allow('administrator')
  @Answers(outsideSecretView)
  @ApiOperation({
    summary: 'Set what calls to another system are signed or authorised with',
    description:
      'Of a bot or a smart assist by its id; of the directory and the translator by the id of the organisation ' +
      '(01990000-0000-7000-8000-000000000000). Without a secret of yours one is made up and shown this once. Nobody can read it afterwards.',
  })
  setSecret(
    @CurrentPerson() person: Person,
    @Param('kind', { schema: secretKind }) kind: SecretKind,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: outsideSecretRequest }) { secret }: z.output<typeof outsideSecretRequest>,
  ): Promise<OutsideSecretView> {
    const { seal } = this.settings;
    return this.database.transact((tx) => setOutsideSecret(tx, person, { seal, kind, id, secret: secret ?? null }));
  }

  @Delete('secrets/:kind/:id')
  @Allow('administrator')
  @AnswersNothing()
  @ApiOperation({ summary: 'Forget a secret: calls are not signed any more' })
  async removeSecret(
    @Param('kind', { schema: secretKind }) kind: SecretKind,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<void> {
    await this.database.transact((tx) => removeOutsideSecret(tx, kind, id));
  }
}
