import { Body, Controller, Delete, Get, Headers, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  accountId,
  type AccountId,
  apiKeyAuditView,
  type ApiKeyRequest,
  apiKeyRequest,
  apiKeyView,
  type ApiKeyView,
  pageRequest,
  type Person,
  resealedView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { Answers, Problems, SaysVersion, versionIn } from '#platform';
import { Seal } from '#secrets';
import { listApiKeyAudit } from '../queries/api-key-audit.ts';
import { resealApiKeys } from '../use-cases/reseal-api-keys.ts';
import { expectTwilio, readApiKey, setApiKey } from '../use-cases/set-api-key.ts';

const IfMatch = () =>
  ApiHeader({ name: 'If-Match', required: true, description: 'The version that the change starts from, such as "0".' });

/** The API key that an account at Twilio sends with, instead of its token. */
@ApiTags('messaging accounts at the provider')
@Controller('api/gateway/accounts/:id/api-key')
@Allow('administrator')
export class ApiKeyController {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
  ) {}

  @Get()
  @Answers(apiKeyView)
  @SaysVersion()
  @ApiOperation({ summary: 'See with which API key an account sends', description: 'Its secret is never answered.' })
  read(@Param('id', { schema: accountId }) id: AccountId): Promise<ApiKeyView> {
    return this.database.read((manager) => readApiKey({ manager }, id));
  }

  @Put()
  @Answers(apiKeyView)
  @SaysVersion()
  @Problems(412, 428)
  @IfMatch()
  @ApiOperation({
    summary: 'Send with an API key',
    description:
      'From the next text on. Webhooks are verified with the token as before, because Twilio signs with nothing else; health and reconciliation ' +
      'ask with it, too.',
  })
  set(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Body({ schema: apiKeyRequest }) key: ApiKeyRequest,
    @Headers('if-match') ifMatch?: string,
  ): Promise<ApiKeyView> {
    return this.database.transact((tx) => setApiKey(tx, { seal: this.seal, person }, id, key, versionIn(ifMatch)));
  }

  @Delete()
  @Answers(apiKeyView)
  @SaysVersion()
  @Problems(412, 428)
  @IfMatch()
  @ApiOperation({ summary: 'Send with the token again' })
  remove(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Headers('if-match') ifMatch?: string,
  ): Promise<ApiKeyView> {
    return this.database.transact((tx) => setApiKey(tx, { seal: this.seal, person }, id, null, versionIn(ifMatch)));
  }

  @Get('audit')
  @Answers(apiKeyAuditView)
  @ApiOperation({
    summary: 'Read what was done to the API key of an account',
    description: 'Who set, replaced or revoked it, and who sealed it again. Newest first.',
  })
  audit(
    @Param('id', { schema: accountId }) id: AccountId,
    @Query({ schema: pageRequest }) asked: z.output<typeof pageRequest>,
  ): Promise<z.output<typeof apiKeyAuditView>> {
    return this.database.read(async (manager) => {
      const found = await listApiKeyAudit(manager, id, asked);
      await expectTwilio({ manager }, id);
      return found;
    });
  }
}

/** The secrets of all API keys together. */
@ApiTags('messaging accounts at the provider')
@Controller('api/gateway/api-keys')
@Allow('administrator')
export class ApiKeysController {
  constructor(
    private readonly database: Database,
    private readonly seal: Seal,
  ) {}

  @Post('reseal')
  @Answers(resealedView)
  @ApiOperation({
    summary: 'Seal the API keys again with the newest key',
    description:
      'After a new key was put first in SECRETS_KEYS of every process, beside `/api/channel-config/secrets/account-auth-token/reseal`: when both ' +
      'have answered, the older key may go. What makes the pseudonyms of forgotten customers is sealed again with them. Answers how many ' +
      'API keys it concerned; again is 0.',
  })
  reseal(@CurrentPerson() person: Person): Promise<z.output<typeof resealedView>> {
    return this.database.transact((tx) => resealApiKeys(tx, this.seal, person));
  }
}
