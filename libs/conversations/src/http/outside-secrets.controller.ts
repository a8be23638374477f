import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  outsideSecretAuditView,
  type OutsideSecretAuditView,
  type OutsideSecretKind,
  outsideSecretKinds,
  outsideSecretRequest,
  outsideSecretStateView,
  type OutsideSecretStateView,
  outsideSecretView,
  type OutsideSecretView,
  pageRequest,
  type Person,
  resealedView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, AnswersNothing } from '#platform';
import { ConversationsSettings } from '../conversations-settings.ts';
import { listOutsideSecretAudit } from '../queries/outside-secret-audit.ts';
import {
  readOutsideSecret,
  removeOutsideSecret,
  resealOutsideSecrets,
  setOutsideSecret,
} from '../use-cases/outside-secret.ts';

const secretKind = z.enum(outsideSecretKinds);

/** What calls to other systems are signed or authorised with. */
@ApiTags('customers')
@Controller('api/conversations/secrets')
@Allow('administrator')
export class OutsideSecretsController {
  constructor(
    private readonly database: Database,
    private readonly settings: ConversationsSettings,
  ) {}

  @Post('reseal')
  @Answers(resealedView)
  @ApiOperation({
    summary: 'Seal the secrets of systems outside again with the newest key',
    description:
      'After a new key was put first in CONVERSATIONS_SECRETS_KEYS of every process. What masking hides stays closed with the key that closed ' +
      'it, which stays in the list for that. Answers how many secrets it concerned; again is 0.',
  })
  reseal(@CurrentPerson() person: Person): Promise<z.output<typeof resealedView>> {
    return this.database.transact((tx) => resealOutsideSecrets(tx, this.settings.seal, person));
  }

  @Get(':kind/:id')
  @Answers(outsideSecretStateView)
  @ApiOperation({
    summary: 'See whether a secret is set, since when, and when it was last used',
    description: 'The secret itself is never answered.',
  })
  read(
    @Param('kind', { schema: secretKind }) kind: OutsideSecretKind,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<OutsideSecretStateView> {
    const now = this.database.now();
    return this.database.read((manager) => readOutsideSecret({ manager, now }, kind, id));
  }

  @Put(':kind/:id')
  @Answers(outsideSecretView)
  @ApiOperation({
    summary: 'Set what calls to another system are signed or authorised with',
    description:
      'Of a bot, a smart assist or a webhook by its id; of the directory and the translator by the id of the organisation ' +
      '(01990000-0000-7000-8000-000000000000). Without a secret of yours one is made up and shown this once. Nobody can read it afterwards. ' +
      'Signed calls carry a signature of the one before as well for `graceHours`. Setting one and replacing it are permissions of their own: ' +
      '`bot-key`, `assist-key`, `directory-key`, `translator-key`, `webhook-key` at `/api/channel-config/secrets`.',
  })
  set(
    @CurrentPerson() person: Person,
    @Param('kind', { schema: secretKind }) kind: OutsideSecretKind,
    @Param('id', { schema: z.uuid() }) id: string,
    @Body({ schema: outsideSecretRequest }) { secret, graceHours }: z.output<typeof outsideSecretRequest>,
  ): Promise<OutsideSecretView> {
    const { seal } = this.settings;
    return this.database.transact((tx) =>
      setOutsideSecret(tx, person, { seal, kind, id, secret: secret ?? null, graceHours }),
    );
  }

  @Delete(':kind/:id')
  @AnswersNothing()
  @ApiOperation({ summary: 'Forget a secret: calls are not signed any more' })
  async remove(
    @CurrentPerson() person: Person,
    @Param('kind', { schema: secretKind }) kind: OutsideSecretKind,
    @Param('id', { schema: z.uuid() }) id: string,
  ): Promise<void> {
    await this.database.transact((tx) => removeOutsideSecret(tx, person, kind, id));
  }

  @Get(':kind/:id/audit')
  @Answers(outsideSecretAuditView)
  @ApiOperation({
    summary: 'Read what was done to a secret',
    description:
      'Who set, replaced or removed it, who sealed it again, and what it was used for, hour by hour for 90 days. Newest first.',
  })
  audit(
    @Param('kind', { schema: secretKind }) kind: OutsideSecretKind,
    @Param('id', { schema: z.uuid() }) id: string,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<OutsideSecretAuditView> {
    const now = this.database.now();
    return this.database.read(async (manager) => {
      const found = await listOutsideSecretAudit(manager, kind, id, asked);
      if (found.items.length === 0 && !asked.cursor) await readOutsideSecret({ manager, now }, kind, id);
      return found;
    });
  }
}
