import { Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { messageId, Refusal } from '#contracts';
import { currentCause, Database } from '#event-bus';
import { OpenToAll } from '#identity';
import { Problems, PublicAddress } from '#platform';
import { Directory } from '../directory.ts';
import type { OpenedAccount } from '../opened-account.ts';
import type { Inbound } from '../providers/provider.ts';
import { Providers } from '../providers/providers.ts';
import { type CallbackAtTheDoor, recordCallbacks } from '../use-cases/record-callbacks.ts';
import { takeInTexts } from '../use-cases/take-in-texts.ts';

/** Where Event Grid brings what happens at Azure Communication Services. Open to all, because the key in the address says who it is. */
@Controller('webhooks/azure/:accountKey')
@OpenToAll()
export class AzureWebhookController {
  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly address: PublicAddress,
    private readonly providers: Providers,
  ) {}

  @Post('events')
  @HttpCode(200)
  @ApiConsumes('application/json')
  @Problems(400, 403, 404, 410, 413, 503)
  @ApiOperation({
    summary: 'Something happened at Azure',
    description:
      'A delivery of Event Grid: customers’ texts, delivery reports, and the question whether this is the right address, which is answered. ' +
      'Answers once all of it is on disk; Event Grid brings it again for a day otherwise. The same once more changes nothing.',
  })
  async receive(@Param('accountKey') key: string, @Req() request: FastifyRequest): Promise<object> {
    const account = await this.directory.accountCalled(key);
    if (account?.provider !== 'azure') throw new Refusal('webhook-not-found', 'There is nothing here.');
    const provider = this.providers.of(account);
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.from(JSON.stringify(request.body ?? null));
    const came = { url: this.address.base + request.originalUrl, headers: request.headers, body };
    if (!provider.verify(account, came))
      throw new Refusal('not-allowed', 'The key in the address is not that of the account.');
    const inbound = provider.parseInbound(came);
    const handshake = inbound.find(({ kind }) => kind === 'handshake');
    if (handshake?.kind === 'handshake') return handshake.answer;
    for (const one of inbound) await this.take(account, one, body);
    await this.takeReports(account, inbound);
    return {};
  }

  /** A report of a text that somebody else sent through the same resource is none of ours. */
  private async takeReports(account: OpenedAccount, inbound: readonly Inbound[]): Promise<void> {
    const cause = currentCause();
    const callbacks = inbound.flatMap((one): CallbackAtTheDoor[] => {
      const id = one.kind === 'status' ? messageId.safeParse(one.id) : undefined;
      return one.kind === 'status' && id?.success
        ? [{ accountId: account.id, messageId: id.data, report: one.report, cause }]
        : [];
    });
    if (callbacks.length > 0) await this.database.transact((tx) => recordCallbacks(tx, callbacks), cause);
  }

  private async take(account: OpenedAccount, inbound: Inbound, form: Buffer): Promise<void> {
    if (inbound.kind !== 'text') return;
    const { text } = inbound;
    const channel = await this.directory.channelOf(account, text.to);
    // Event Grid would bring it again for a day, and with it all that came beside it
    if (channel?.state !== 'active') return;
    const cause = currentCause();
    await this.database.transact(
      (tx) => takeInTexts(tx, [{ text, channelId: channel.id, form, cause, provider: 'azure' }]),
      cause,
    );
  }
}
