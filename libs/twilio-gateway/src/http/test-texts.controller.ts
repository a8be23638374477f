import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  accountId,
  type AccountId,
  address,
  messageId,
  type MessageId,
  type Person,
  Refusal,
  testTextRequest,
  type TestTextRequest,
  testTextView,
  type TestTextView,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { normaliseCustomerNumber } from '#phone';
import { Answers, PublicAddress } from '#platform';
import { statusCallback } from '../addresses.ts';
import { Directory } from '../directory.ts';
import { adviceOnTest, type TestText, testWords } from '../domain/test-text.ts';
import { Providers } from '../providers/providers.ts';
import { testTexts } from '../storage/test-texts.ts';
import { recordTrial, tryNumber } from '../use-cases/try-number.ts';

/** How long the carrier may hold it, in seconds: whoever waits for it has given up then. */
const validityPeriod = 600;

/** A support number is tried before any customer needs it. The provider is asked outside of any transaction, once. */
@ApiTags('messaging accounts at the provider')
@Controller('api/gateway/accounts/:id/test-texts/:messageId')
@Allow('administrator')
export class TestTextsController {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly providers: Providers,
    private readonly address: PublicAddress,
  ) {}

  @Put()
  @Answers(testTextView)
  @ApiOperation({
    summary: 'Send yourself a test text',
    description:
      'From a support number, with or without a channel, to a telephone at hand, under an id of your own (UUID v7): the same again sends nothing more. ' +
      'Answers how far it came; what the provider reports afterwards is read at the same address. A reply to it connects the number. Nobody who opted ' +
      'out or is blocked is texted (`opted-out`, `on-block-list`). It uses the token, which is a permission of its own.',
  })
  async send(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Param('messageId', { schema: messageId }) textId: MessageId,
    @Body({ schema: testTextRequest }) { numberId, to: typed }: TestTextRequest,
  ): Promise<TestTextView> {
    const account = await this.directory.account(id);
    if (!account) throw new Refusal('account-not-found', 'There is no such messaging account.');
    const number = account.numbers.find((one) => one.numberId === numberId);
    if (!number) throw new Refusal('number-not-found', 'This messaging account has no such number.', 'numberId');
    const telephone = normaliseCustomerNumber(typed, 'US');
    if (!telephone) throw new Refusal('unreadable', 'must be a telephone number, such as +14255550123', 'to');
    const to = address.parse(telephone);
    const trial = { id: textId, accountId: id, numberId, from: number.address, to };
    const { text, service, isNew } = await this.database.transact((tx) => tryNumber(tx, person, trial));
    if (isNew) {
      const answer = await this.providers.of(account).send(account, {
        ...{ id: textId, from: text.from, service, to, body: testWords(text.from), validityPeriod },
        statusCallback: statusCallback(this.address, account.key, textId),
        writtenAt: text.askedAt,
      });
      await this.database.transact((tx) => recordTrial(tx, textId, answer));
    }
    return this.see(id, textId);
  }

  @Get()
  @Answers(testTextView)
  @ApiOperation({
    summary: 'See how far a test text came',
    description: 'As the provider reports it: `delivered` only where the carrier says so. Kept as long as forms are.',
  })
  async see(
    @Param('id', { schema: accountId }) id: AccountId,
    @Param('messageId', { schema: messageId }) textId: MessageId,
  ): Promise<TestTextView> {
    const found = await this.database.read((manager) => testTexts({ manager }).find(textId));
    if (found?.accountId !== id) throw new Refusal('test-text-not-found', 'There is no such test text.');
    return viewOf(found);
  }
}

const viewOf = (text: TestText): TestTextView => ({
  id: text.id,
  accountId: text.accountId,
  numberId: text.numberId,
  from: text.from,
  to: text.to,
  body: testWords(text.from),
  state: text.state,
  reason: text.reason,
  errorCode: text.errorCode,
  advice: adviceOnTest(text),
  askedAt: text.askedAt.toISOString(),
  changedAt: text.changedAt.toISOString(),
});
