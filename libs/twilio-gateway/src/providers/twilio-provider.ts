import type { Address } from '#contracts';
import { isFailure, planConnection } from '../domain/account-check.ts';
import { field } from '../domain/form.ts';
import { readText } from '../domain/incoming-text.ts';
import type { Listing } from '../domain/look-up.ts';
import { fieldsOf, signedFields } from '../signed-fields.ts';
import { readStatus } from '../domain/status-report.ts';
import { type Webhooks, wiringFor } from '../domain/webhooks.ts';
import type { GatewaySettings } from '../gateway-settings.ts';
import type { OpenedAccount } from '../opened-account.ts';
import { Twilio } from '../twilio.ts';
import { TwilioAccounts } from '../twilio-accounts.ts';
import { TwilioMedia } from '../twilio-media.ts';
import { TwilioTexts } from '../twilio-texts.ts';
import { type Connection, type Inbound, type OutgoingText, Provider, type WebhookRequest } from './provider.ts';

const statusPath = /\/deliveries\/([^/?]+)(?:\?|$)/;

/** Twilio, as every provider is used. What only Twilio has (webhook faults, import, reconciliation) is asked of its own files. */
export class TwilioProvider extends Provider {
  readonly name = 'twilio' as const;
  private readonly accounts: TwilioAccounts;
  private readonly texts: TwilioTexts;
  private readonly media: TwilioMedia;
  private readonly messages: Twilio;

  constructor(settings: Pick<GatewaySettings, 'twilioApi' | 'answerWithinMs' | 'mediaHosts'>) {
    super();
    this.messages = new Twilio(settings);
    this.accounts = new TwilioAccounts(settings);
    this.texts = new TwilioTexts(settings);
    this.media = new TwilioMedia(settings);
  }

  capabilities() {
    return {
      provider: this.name,
      attachments: true,
      longestText: 1600,
      mostFiles: 10,
      numberTypes: ['long-code' as const, 'short-code' as const, 'toll-free' as const, 'alphanumeric' as const],
      connects: true,
      lists: true,
    };
  }

  async validate(account: OpenedAccount) {
    const look = await this.accounts.look(account);
    return isFailure(look) ? look : look.numbers.map(({ address, canText }) => ({ address, canText }));
  }

  async connect(account: OpenedAccount, webhooks: Webhooks): Promise<Connection> {
    const look = await this.accounts.look(account);
    if (isFailure(look)) return look;
    const plan = planConnection(webhooks, account.numbers, look);
    const { failures } = await this.accounts.write(account, look, plan, wiringFor(webhooks));
    return [...failures.values()][0] ?? 'connected';
  }

  send(account: OpenedAccount, text: OutgoingText) {
    const { from, service, to, body, mediaUrls = [], statusCallback, validityPeriod } = text;
    return this.messages.send(account, {
      ...(from !== null && { from }),
      ...(service !== null && { messagingServiceSid: service }),
      to,
      ...(body !== '' && { body }),
      ...(mediaUrls.length > 0 && { mediaUrl: [...mediaUrls] }),
      statusCallback,
      validityPeriod,
    });
  }

  verify(account: OpenedAccount, { url, headers, body }: WebhookRequest): boolean {
    const signature = headers['x-twilio-signature'];
    if (typeof signature !== 'string' || signature === '') return false;
    const came = { url, contentType: headers['content-type'], body };
    const signed = signedFields(came);
    if (!signed || !account.signed(signature, url, signed)) return false;
    return field(fieldsOf(came), 'AccountSid') === account.accountSid;
  }

  parseInbound({ url, headers, body }: WebhookRequest): readonly Inbound[] {
    const form = fieldsOf({ contentType: headers['content-type'], body });
    const id = statusPath.exec(url)?.[1];
    return [
      id === undefined ? { kind: 'text', text: readText(form) } : { kind: 'status', id, report: readStatus(form) },
    ];
  }

  async fetchMedia(account: OpenedAccount, textId: string, fileId: string, signal: AbortSignal) {
    const opened = await this.media.open(account, textId, fileId, signal);
    return opened.kind === 'opened' ? opened : null;
  }

  async list(account: OpenedAccount, to: Address, since: Date): Promise<Listing> {
    const texts = await this.texts.recent(account, { to }, since);
    if (!('kind' in texts)) return { kind: 'listed', texts };
    // credentials that are not accepted now may be tomorrow
    const isFinal = texts.kind === 'refused' && texts.errorCode === 'too-many';
    return { kind: isFinal ? 'refused' : 'no-answer' };
  }
}
