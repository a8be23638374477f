import type { Account, MessagingService, OurNumber } from './accounts.ts';
import { type Consent, consentFor } from './domain/opt-out.ts';
import { type Fault, find, listedAt } from './domain/faults.ts';
import type { Message } from './domain/message.ts';
import { extraParameters, type Parameters, textParameters } from './domain/parameters.ts';
import { segmentsOf } from './domain/segments.ts';
import { readTwiml } from './domain/twiml.ts';
import type { Outgoing } from './outgoing.ts';
import { spoken } from './spoken.ts';
import type { Call, CallResult } from './webhooks.ts';
import type { World } from './world.ts';

/** A picture or file a person adds to a text. */
export type File = Readonly<{ contentType: string; bytes: Uint8Array }>;

/** A text a person sends from a phone to one of our numbers. */
export type Text = Readonly<{ from: string; to: string; body: string; media?: readonly File[] }>;

/** What became of a text's webhook. */
export type Taken = Readonly<{
  sid: string;
  /** Whether the webhook, or the fallback after it, answered well. A text that is not taken is only in the message list. */
  isTaken: boolean;
  /** HTTP status of the last answer; null when there was none. */
  status: number | null;
  via: 'webhook' | 'fallback' | null;
  /** Twilio's error of the webhook, also when the fallback mended it. */
  code: number | null;
}>;

/** Where a text to a number goes. */
type Wiring = Readonly<Pick<OurNumber, 'smsUrl' | 'smsMethod' | 'smsFallbackUrl' | 'smsFallbackMethod'>>;

/** One HTTP status and verdict for each address that was called. */
type Called = Readonly<{ result: CallResult; code: number | null }>;

/** Texts on their way from a phone to Parley. */
export class Incoming {
  private readonly world: World;
  private readonly outgoing: Outgoing;

  constructor(world: World, outgoing: Outgoing) {
    this.world = world;
    this.outgoing = outgoing;
  }

  /**
   * Sends a text from a phone. The SID is there at once; `taken` settles after the webhook and the fallback.
   * Throws when nobody has the number, or when pictures have no address yet (`baseUrl`).
   */
  send(text: Text): { sid: string; taken: Promise<Taken> } {
    const { world } = this;
    const account = world.accounts.ownerOf(text.to);
    const number = account?.numbers.get(text.to);
    if (!account || !number) throw new Error(`Nobody has the number ${text.to}.`);
    if (text.media?.length) void world.baseUrl;
    const faults = world.faults.strike('text', { account: account.sid, number: text.to, customer: text.from });
    const message = this.keep(account, text, faults);
    this.show(message, { state: 'sending' });
    const about = aboutOf(message);
    world.log.write({
      ...about,
      kind: 'text',
      went: 'neither',
      sentence: `${spoken(text.from)} texts ${spoken(text.to)}.`,
    });
    return { sid: message.sid, taken: world.tasks.follow(this.pass(account, number, message, faults)) };
  }

  private keep(account: Account, { from, to, body, media = [] }: Text, faults: readonly Fault[]): Message {
    const { world } = this;
    const now = world.clock.now();
    const late = find(faults, 'media-late');
    const readyAt = new Date(now.getTime() + (late ? (late.ms ?? 1_000) : 0));
    const sid = world.chance.sid(media.length > 0 ? 'MM' : 'SM');
    const files = media.map((file) => ({ ...file, sid: world.chance.sid('ME') }));
    for (const file of files) {
      world.messages.putMedia({ ...file, accountSid: account.sid, messageSid: sid, createdAt: now, readyAt });
    }
    const message: Message = {
      sid,
      accountSid: account.sid,
      direction: 'inbound',
      from,
      to,
      body: find(faults, 'body-encoded') ? Buffer.from(body).toString('base64') : body,
      media: files.map((file) => file.sid),
      segments: segmentsOf(body),
      status: 'received',
      errorCode: find(faults, 'part-missing') ? 30009 : null,
      serviceSid: world.accounts.serviceOf(account, to)?.sid ?? null,
      statusCallback: null,
      createdAt: now,
      sentAt: now,
      updatedAt: now,
      listedAt: listedAt(now, faults),
    };
    // A suspended account gets nothing, not even into its list; nor does a Messaging Service without an address.
    const service = overriding(world.accounts.serviceOf(account, to));
    if (account.status === 'active' && service?.inboundUrl !== '') world.messages.put(message);
    if (message.errorCode !== null)
      world.alerts.add({ accountSid: account.sid, errorCode: message.errorCode, about: sid, url: '', method: '' });
    return message;
  }

  private async pass(account: Account, number: OurNumber, message: Message, faults: readonly Fault[]): Promise<Taken> {
    const lost = (sentence: string): Taken => {
      this.world.log.write({ ...aboutOf(message), kind: 'text', went: 'wrong', sentence });
      this.show(message, { state: 'lost' });
      return { sid: message.sid, isTaken: false, status: null, via: null, code: null };
    };
    if (account.status !== 'active') return lost(`The account is ${account.status}: Twilio drops the text.`);
    if (!number.sms) return lost(`${spoken(number.number)} cannot get texts.`);
    const consent = this.heedKeyword(account, number, message);
    if (find(faults, 'webhook-missing'))
      return lost('No webhook is made, as the fault asks. The text is in the message list.');
    const service = overriding(this.world.accounts.serviceOf(account, number.number));
    if (service?.inboundUrl === '')
      return lost('The Messaging Service of the number has no webhook: Twilio drops the text.');
    if (!service && number.smsApplicationSid !== '') {
      return lost('An application is set on the number and overrides its webhook. The text is in the message list.');
    }
    if (!service && number.smsUrl === '')
      return lost('No webhook is set on the number. The text is in the message list.');
    const taken = await this.call(account, service ? wiringOf(service) : number, message, consent, faults);
    this.show(message, {
      state: taken.isTaken ? 'taken' : 'lost',
      ...(taken.status !== null && { status: taken.status }),
    });
    return taken;
  }

  /** STOP, START and HELP: what Twilio or the network does by itself before anybody else hears of it. */
  private heedKeyword(account: Account, { number, type }: OurNumber, { from, body, ...message }: Message): Consent {
    const { world } = this;
    const consent = consentFor(body, type, world.isBlocked(number, from));
    const service = world.accounts.serviceOf(account, number);
    const scope = service?.numbers ?? [number];
    const about = { account: account.sid, number, customer: from, sid: message.sid };
    if (consent.change === 'block') {
      world.block(scope, from);
      world.log.write({
        ...about,
        kind: 'opt-out',
        went: 'neither',
        sentence: `Twilio blocks texts to ${spoken(from)}.`,
      });
    } else if (consent.change === 'restore') {
      world.restore(scope, from);
      world.log.write({
        ...about,
        kind: 'opt-out',
        went: 'neither',
        sentence: `Twilio lets texts to ${spoken(from)} pass again.`,
      });
    }
    if (consent.reply !== null) this.answerKeyword(message.accountSid, number, from, consent.reply);
    return service?.advancedOptOut ? consent : { ...consent, optOutType: null };
  }

  /** The provider's own reply passes its own block. */
  private answerKeyword(account: string, number: string, customer: string, body: string): void {
    const { world } = this;
    const sid = world.chance.sid('SM');
    const at = world.clock.now().toISOString();
    world.phones.put(customer, { sid, direction: 'received', number, body, media: [], at, state: 'received' });
    const sentence = `Twilio itself answers ${spoken(customer)}.`;
    world.log.write({ kind: 'delivery', went: 'neither', sentence, account, number, customer, sid });
  }

  private async call(
    account: Account,
    wiring: Wiring,
    message: Message,
    consent: Consent,
    faults: readonly Fault[],
  ): Promise<Taken> {
    const { world } = this;
    const media = world.messages
      .mediaOf(message)
      .map(({ sid, contentType }) => ({ url: this.mediaUrl(message, sid), contentType }));
    const extra = find(faults, 'extra-parameters') ? extraParameters : [];
    const parameters: Parameters = [...textParameters(message, media, consent.optOutType), ...extra];
    const call: Call = {
      kind: 'webhook',
      account,
      address: wiring.smsUrl,
      method: wiring.smsMethod,
      parameters,
      says: `The text from ${spoken(message.from)} goes to Parley`,
      about: aboutOf(message),
      isForged: find(faults, 'bad-signature') !== undefined,
    };
    const first = await this.makeCalls(call, find(faults, 'webhook-at-once'));
    this.repeatLater(call, find(faults, 'webhook-again'));
    if (first.code === null) return this.obey(account, message, first, 'webhook', null);
    if (wiring.smsFallbackUrl === '') return taken(message, first, null, first.code);
    const second = await this.makeCalls({
      ...call,
      kind: 'fallback',
      address: wiring.smsFallbackUrl,
      method: wiring.smsFallbackMethod,
      parameters: [...parameters, ['ErrorCode', String(first.code)], ['ErrorUrl', wiring.smsUrl.split('#')[0]!]],
      says: `The text from ${spoken(message.from)} goes to the fallback address`,
    });
    if (second.code === null) return this.obey(account, message, second, 'fallback', first.code);
    return taken(message, second, null, first.code);
  }

  /** Calls once, or on several connections at once; the verdict is that of the best answer. */
  private async makeCalls(call: Call, atOnce?: Readonly<{ times?: number }>): Promise<Called> {
    const calls = atOnce
      ? Array.from({ length: atOnce.times ?? 3 }, () => this.world.webhooks.call({ ...call, isAlone: true }))
      : [this.world.webhooks.call(call)];
    const called = (await Promise.all(calls)).map((result) => ({
      result,
      code: result.code ?? this.judgeTwiml(call, result),
    }));
    return called.find(({ code }) => code === null) ?? called[0]!;
  }

  private judgeTwiml(call: Call, { last }: CallResult): number | null {
    if (last.kind !== 'answered') return null;
    const { code } = readTwiml(last.status, last.contentType, last.body);
    if (code !== null) {
      this.world.webhooks.complain(call, code);
      const sentence = 'The answer to the webhook is no usable TwiML.';
      this.world.log.write({
        ...call.about,
        kind: call.kind,
        went: 'wrong',
        sentence,
        account: call.account.sid,
        code,
      });
    }
    return code;
  }

  private repeatLater(call: Call, again?: Readonly<{ ms?: number }>): void {
    if (!again) return;
    this.world.tasks.after(again.ms ?? 1_000, () => void this.world.tasks.follow(this.world.webhooks.call(call)));
  }

  /** Does what the TwiML of the answer says: texts back. */
  private obey(
    account: Account,
    message: Message,
    { result }: Called,
    via: 'webhook' | 'fallback',
    code: number | null,
  ): Taken {
    const { last } = result;
    if (last.kind === 'answered') {
      for (const reply of readTwiml(last.status, last.contentType, last.body).replies) {
        this.outgoing.reply(account, reply.from ?? message.to, reply.to ?? message.from, reply.body, reply.media);
      }
    }
    return taken(message, { result, code: null }, via, code);
  }

  private mediaUrl({ accountSid, sid }: Message, mediaSid: string): string {
    return `${this.world.baseUrl}/2010-04-01/Accounts/${accountSid}/Messages/${sid}/Media/${mediaSid}`;
  }

  private show(message: Message, state: { state: 'sending' | 'taken' | 'lost'; status?: number }): void {
    this.world.phones.put(message.from, {
      sid: message.sid,
      direction: 'sent',
      number: message.to,
      body: message.body,
      media: this.world.messages.mediaOf(message).map(({ sid, contentType }) => ({ sid, contentType })),
      at: message.createdAt.toISOString(),
      ...state,
    });
  }
}

/** The service of a number, where its addresses count instead of the number's (twilio.md 4.10). */
const overriding = (service: MessagingService | undefined) =>
  service?.useInboundWebhookOnNumber === false ? service : undefined;

const wiringOf = (service: MessagingService): Wiring => ({
  smsUrl: service.inboundUrl,
  smsMethod: service.inboundMethod,
  smsFallbackUrl: service.fallbackUrl,
  smsFallbackMethod: service.fallbackMethod,
});

const aboutOf = ({ accountSid, to, from, sid }: Message) => ({ account: accountSid, number: to, customer: from, sid });

function taken(message: Message, { result, code }: Called, via: Taken['via'], failure: number | null): Taken {
  const status = result.last.kind === 'answered' ? result.last.status : null;
  return { sid: message.sid, isTaken: code === null, status, via, code: failure };
}
