import { Body, Controller, Delete, Get, Headers, Param, Put } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { accountId, type AccountId, type ApiKeyRequest, apiKeyRequest, apiKeyView, type ApiKeyView } from '#contracts';
import { Database } from '#event-bus';
import { Allow } from '#identity';
import { Answers, Problems, versionIn } from '#platform';
import { Seal } from '#secrets';
import { readApiKey, setApiKey } from '../use-cases/set-api-key.ts';

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
  @ApiOperation({ summary: 'See with which API key an account sends', description: 'Its secret is never answered.' })
  read(@Param('id', { schema: accountId }) id: AccountId): Promise<ApiKeyView> {
    return this.database.read((manager) => readApiKey({ manager }, id));
  }

  @Put()
  @Answers(apiKeyView)
  @Problems(412, 428)
  @IfMatch()
  @ApiOperation({
    summary: 'Send with an API key',
    description:
      'From the next text on. Webhooks are verified with the token as before, because Twilio signs with nothing else; health and reconciliation ' +
      'ask with it, too.',
  })
  set(
    @Param('id', { schema: accountId }) id: AccountId,
    @Body({ schema: apiKeyRequest }) key: ApiKeyRequest,
    @Headers('if-match') ifMatch?: string,
  ): Promise<ApiKeyView> {
    return this.database.transact((tx) => setApiKey(tx, this.seal, id, key, versionIn(ifMatch)));
  }

  @Delete()
  @Answers(apiKeyView)
  @Problems(412, 428)
  @IfMatch()
  @ApiOperation({ summary: 'Send with the token again' })
  remove(
    @Param('id', { schema: accountId }) id: AccountId,
    @Headers('if-match') ifMatch?: string,
  ): Promise<ApiKeyView> {
    return this.database.transact((tx) => setApiKey(tx, this.seal, id, null, versionIn(ifMatch)));
  }
}
