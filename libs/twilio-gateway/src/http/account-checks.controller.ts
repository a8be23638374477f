import { setTimeout as pass } from 'node:timers/promises';
import { Controller, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  accountCheckView,
  type AccountCheckView,
  accountId,
  type AccountId,
  numberCandidatesView,
  type NumberCandidatesView,
  pageRequest,
  type Person,
  Refusal,
} from '#contracts';
import { Database } from '#event-bus';
import { Allow, CurrentPerson } from '#identity';
import { normaliseNumber } from '#phone';
import { Answers, cursorOf, PublicAddress } from '#platform';
import { webhooksOf } from '../addresses.ts';
import { Directory } from '../directory.ts';
import {
  type AccountCheck,
  checkOf,
  gravest,
  isFailure,
  judge,
  planConnection,
  withoutWiring,
} from '../domain/account-check.ts';
import { adviceOn } from '../domain/advice.ts';
import { wiringFor } from '../domain/webhooks.ts';
import type { OpenedAccount } from '../opened-account.ts';
import { type ListedNumber, TwilioAccounts } from '../twilio-accounts.ts';
import { Providers } from '../providers/providers.ts';
import { listUndelivered } from '../queries/undelivered.ts';
import { sayCheck } from '../use-cases/say-check.ts';
import { useTokenByHand } from '../use-cases/use-token-by-hand.ts';

const ofVersion = z.coerce.number().int().min(1).optional();
const pages = cursorOf(
  z.object({ kind: z.enum(['number', 'short-code']), token: z.string().nullable(), page: z.number().int().min(0) }),
);
const firstPage = { kind: 'number', token: null, page: 0 } as const;

const newest =
  '`ofVersion` is the version that it should look at: a change that was just made is waited for, a second at most.';

/**
 * What an administrator asks of Twilio about an account. Twilio is asked outside of any transaction. It reads the token for use, which is
 * a permission of its own (`secrets/account-auth-token/grants`, `read`).
 */
@ApiTags('messaging accounts at the provider')
@Controller('api/gateway/accounts/:id')
@Allow('administrator')
export class AccountChecksController {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly twilio: TwilioAccounts,
    private readonly providers: Providers,
    private readonly address: PublicAddress,
  ) {}

  @Post('validate')
  @Answers(accountCheckView)
  @ApiOperation({
    summary: 'Validate credentials and numbers',
    description:
      'Asks Twilio whether it accepts the credentials, whether the account is active, and whether it has every number and each can text. ' +
      `Changes nothing. What is wrong is in the answer (\`outcome\`), and is kept with the account. ${newest}`,
  })
  async validate(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Query('ofVersion', { schema: ofVersion }) version?: number,
  ): Promise<AccountCheckView> {
    const account = await this.accountFor(person, id, version);
    const check = await this.look(account);
    return this.say(account, check, gravest(withoutWiring(check)));
  }

  @Post('health')
  @Answers(accountCheckView)
  @ApiOperation({
    summary: 'See whether texts come in',
    description:
      'As `validate`, and names what keeps texts to a number from coming here: no webhook, another one, not by POST, an application or a ' +
      `Messaging Service that overrides it. Changes nothing. ${newest}`,
  })
  async health(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Query('ofVersion', { schema: ofVersion }) version?: number,
  ): Promise<AccountCheckView> {
    const account = await this.accountFor(person, id, version);
    return this.say(account, await this.look(account));
  }

  @Post('connect')
  @Answers(accountCheckView)
  @ApiOperation({
    summary: 'Set the webhooks at Twilio',
    description:
      'Writes webhook, fallback and how often Twilio tries onto each number, one call each, takes off an application that overrides it, ' +
      'and sets a Messaging Service that carries no other senders. What is right already is not written again. Answers as `health` does, ' +
      `from what Twilio has now. ${newest}`,
  })
  async connect(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Query('ofVersion', { schema: ofVersion }) version?: number,
  ): Promise<AccountCheckView> {
    const account = await this.accountFor(person, id, version);
    // there is nothing to be set from here at others
    if (account.provider !== 'twilio') return this.say(account, await this.look(account));
    const wanted = webhooksOf(this.address, account.key);
    const look = await this.twilio.look(account);
    if (isFailure(look)) return this.say(account, { failure: look, findings: [] });
    const plan = planConnection(wanted, account.numbers, look);
    const written = await this.twilio.write(account, look, plan, wiringFor(wanted));
    const findings = judge(wanted, account.numbers, written.look, written.failures);
    return this.say(account, { failure: null, findings });
  }

  @Post('import')
  @Answers(numberCandidatesView)
  @ApiOperation({
    summary: 'List the numbers of the account at Twilio',
    description:
      'Those that can text, to choose support numbers from; short codes come last. Changes nothing. A page may hold fewer than `limit`, even ' +
      'none: go on while there is a `next`. Refused as `bad-credentials`, `account-suspended`, `provider-unreachable`, `provider-refused`.',
  })
  async import(
    @CurrentPerson() person: Person,
    @Param('id', { schema: accountId }) id: AccountId,
    @Query({ schema: pageRequest }) { cursor, limit }: z.output<typeof pageRequest>,
  ): Promise<NumberCandidatesView> {
    const from = pages.read(cursor) ?? firstPage;
    const account = await this.accountFor(person, id);
    if (account.provider !== 'twilio') return this.candidatesOf(account);
    const listed = await this.twilio.list(account, from, limit);
    if (isFailure(listed)) throw new Refusal(listed.outcome, adviceOn(listed) ?? 'Twilio refused.');
    return {
      items: listed.items.map((number) => this.candidate(number)),
      next: listed.next && pages.write(listed.next),
    };
  }

  /** The account, and that somebody has its token used is written down before it is. */
  private async accountFor(person: Person, id: AccountId, version?: number): Promise<OpenedAccount> {
    const account = await this.account(id, version);
    await this.database.transact((tx) => useTokenByHand(tx, person, id));
    return account;
  }

  /** The account, which an administrator may have set up a moment ago. */
  private async account(id: AccountId, version = 1): Promise<OpenedAccount> {
    for (let looks = 1; ; looks += 1) {
      await this.directory.look();
      const account = await this.directory.account(id);
      if (account && account.version >= version) return account;
      if (looks === 10) {
        if (!account) throw new Refusal('account-not-found', 'There is no such messaging account at Twilio.');
        throw new Refusal('configuration-behind', 'This change has not arrived here yet. Try again in a moment.');
      }
      await pass(100);
    }
  }

  /** All numbers of an account at a provider that shows them at once. */
  private async candidatesOf(account: OpenedAccount): Promise<NumberCandidatesView> {
    const numbers = await this.providers.of(account).validate(account);
    if (isFailure(numbers)) throw new Refusal(numbers.outcome, adviceOn(numbers) ?? 'The provider refused.');
    const able = numbers.filter(({ canText }) => canText);
    return {
      items: able.map(({ address }) =>
        this.candidate({ address, friendlyName: address, kind: address.startsWith('+') ? 'number' : 'short-code' }),
      ),
      next: null,
    };
  }

  private async look(account: OpenedAccount): Promise<AccountCheck> {
    if (account.provider !== 'twilio') return checkOf(account, await this.providers.of(account).validate(account));
    const look = await this.twilio.look(account);
    if (isFailure(look)) return { failure: look, findings: [] };
    return { failure: null, findings: judge(webhooksOf(this.address, account.key), account.numbers, look) };
  }

  /** Says the facts and answers them; `worst` is what the answer as a whole is about. */
  private async say(
    account: OpenedAccount,
    check: AccountCheck,
    worst: ReturnType<typeof gravest> = gravest(check),
  ): Promise<AccountCheckView> {
    const checkedAt = await this.database.transact((tx) => sayCheck(tx, account, check));
    return {
      accountId: account.id,
      ofVersion: account.version,
      checkedAt: checkedAt.toISOString(),
      outcome: worst?.outcome ?? 'ok',
      errorCode: worst?.errorCode ?? null,
      advice: worst ? adviceOn(worst) : null,
      numbers: check.findings.map(({ number, ...finding }) => ({
        numberId: number.numberId,
        number: number.address,
        ...finding,
        advice: adviceOn(finding),
      })),
      undelivered: await this.database.read((manager) => listUndelivered(manager, account.id, checkedAt)),
    };
  }

  private candidate({ address, kind, friendlyName }: ListedNumber): NumberCandidatesView['items'][number] {
    const isTollFree = kind === 'number' && normaliseNumber(address, 'toll-free').ok;
    const accountId = this.directory.ownerOf(address) ?? null;
    const type = kind === 'short-code' ? kind : isTollFree ? 'toll-free' : 'long-code';
    return { number: address, type, friendlyName, isKnown: accountId !== null, accountId };
  }
}
