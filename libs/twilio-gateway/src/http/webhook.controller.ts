import { Controller, Get, Header, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiConsumes, ApiOperation } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { address, messageId, Refusal } from '#contracts';
import { currentCause, Database, isOutage, Rush } from '#event-bus';
import { OpenToAll } from '#identity';
import { Problems, PublicAddress, TakesBytes } from '#platform';
import { Connections } from '../connections.ts';
import { Directory } from '../directory.ts';
import { EmergencyIntake } from '../emergency-intake.ts';
import { field } from '../domain/form.ts';
import { readText } from '../domain/incoming-text.ts';
import type { Effect } from '../domain/delivery.ts';
import { readStatus } from '../domain/status-report.ts';
import { Gather } from '../gather.ts';
import { type CallbackAtTheDoor, recordCallbacks } from '../use-cases/record-callbacks.ts';
import { takeInTexts, type TextAtTheDoor } from '../use-cases/take-in-texts.ts';
import { genuine } from './genuine.ts';
import { WebhookCount } from './webhook-count.ts';

/** An answer in TwiML that sends nothing. */
const noReply = '<?xml version="1.0" encoding="UTF-8"?><Response/>';

/** Where Twilio comes in. Open to all, because the signature says who it is. */
@Controller('webhooks/twilio/:accountKey')
@OpenToAll()
export class WebhookController {
  private readonly arriving: Gather<TextAtTheDoor, boolean>;
  private readonly reporting: Gather<CallbackAtTheDoor, Effect | undefined>;

  constructor(
    private readonly database: Database,
    private readonly directory: Directory,
    private readonly address: PublicAddress,
    private readonly count: WebhookCount,
    private readonly connections: Connections,
    private readonly emergency: EmergencyIntake,
    private readonly rush: Rush,
  ) {
    const takeIn = (texts: readonly TextAtTheDoor[]) =>
      this.emergency.inTime(this.database.transact((tx) => takeInTexts(tx, texts), texts[0]!.cause));
    this.arriving = new Gather(takeIn, { atMost: 200, meetsAll: isOutage });
    const record = (callbacks: readonly CallbackAtTheDoor[]) =>
      this.emergency.inTime(this.database.transact((tx) => recordCallbacks(tx, callbacks), callbacks[0]!.cause));
    this.reporting = new Gather(record, { atMost: 200, meetsAll: isOutage });
  }

  @Post(['messages', 'fallback'])
  @HttpCode(200)
  @Header('content-type', 'text/xml; charset=utf-8')
  @TakesBytes()
  @ApiConsumes('application/x-www-form-urlencoded', 'application/json')
  @Problems(400, 403, 404, 410, 413, 503)
  @ApiOperation({
    summary: 'A customer wrote',
    description:
      "Twilio's webhook for incoming texts, signed; `fallback` takes the same when the first address failed. JSON is taken where the address carries its `bodySHA256`. Answers empty TwiML once " +
      'the text is on disk. The same MessageSid again answers the same and changes nothing. 410: the number is being retired, or was; nothing is kept.',
  })
  async receiveText(@Param('accountKey') key: string, @Req() request: FastifyRequest): Promise<string> {
    const takeIn = async () => {
      const { account, form, bytes } = await genuine(this.directory, this.address.base, key, request);
      const text = readText(form);
      this.connections.notice(account, text.to);
      const channel = await this.directory.channelOf(account, text.to);
      if (!channel) throw new Refusal('channel-not-found', 'No channel of this account has this number.', 'To');
      if (channel.state !== 'active') throw new Refusal('channel-gone', 'This number is out of use.', 'To');
      const { id: channelId } = channel;
      const cause = currentCause();
      return this.rush.takeIn(() =>
        this.emergency.orKeep(
          () => this.arriving.add({ text, channelId, form: bytes, cause }),
          () => ({ kind: 'text', channelId, customer: text.from, ...this.kept(bytes) }),
        ),
      );
    };
    await this.count.of('text', takeIn, (isNew) => (isNew === 'kept' ? 'kept' : isNew ? 'taken-in' : 'repeated'));
    return noReply;
  }

  @Get(['messages', 'fallback'])
  @Header('content-type', 'text/xml; charset=utf-8')
  @Problems(400, 403, 404, 410, 503)
  @ApiOperation({
    summary: 'A customer wrote, to a number whose webhook is set to GET',
    description: 'As by POST, with everything in the query: the signature is over the whole address.',
  })
  receiveTextInQuery(@Param('accountKey') key: string, @Req() request: FastifyRequest): Promise<string> {
    return this.receiveText(key, request);
  }

  @Post('deliveries/:messageId')
  @HttpCode(200)
  @TakesBytes()
  @ApiConsumes('application/x-www-form-urlencoded', 'application/json')
  @Problems(400, 403, 404, 413, 503)
  @ApiOperation({
    summary: 'An outgoing text came further',
    description:
      "Twilio's status callback, signed. It may come early, late, twice and out of order: the state only moves forward.",
  })
  async receiveStatus(
    @Param('accountKey') key: string,
    @Param('messageId') id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const record = async () => {
      const { account, form, bytes } = await genuine(this.directory, this.address.base, key, request);
      const report = readStatus(form);
      const known = messageId.safeParse(id);
      if (!known.success) throw unknownText();
      const about = { accountId: account.id, messageId: known.data };
      const cause = currentCause();
      const effect = await this.emergency.orKeep(
        () => this.reporting.add({ ...about, report, cause }),
        () => ({ kind: 'status', ...about, customer: address.safeParse(field(form, 'To')).data, ...this.kept(bytes) }),
      );
      if (effect === undefined) throw unknownText();
      return effect;
    };
    await this.count.of('status', record, (effect) => effect);
  }

  private kept(bytes: Buffer) {
    return { form: bytes.toString('base64'), receivedAt: this.database.now().toISOString() };
  }
}

const unknownText = () => new Refusal('delivery-not-found', 'This account sends no such text.');
