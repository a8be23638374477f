import { randomBytes } from 'node:crypto';
import type { Chance } from './chance.ts';
import type { Clock } from './clock.ts';
import type { NumberKind } from './domain/opt-out.ts';
import { type AccountSettings, accountSettings, type NumberSettings, numberSettings } from './settings.ts';

export type OurNumber = {
  readonly sid: string;
  readonly number: string;
  readonly type: NumberKind;
  name: string;
  smsUrl: string;
  smsMethod: 'POST' | 'GET';
  smsFallbackUrl: string;
  smsFallbackMethod: 'POST' | 'GET';
  /** An application overrides the addresses of the number; this double knows none, so nothing is called. */
  smsApplicationSid: string;
  statusCallback: string;
  readonly sms: boolean;
  readonly mms: boolean;
  readonly createdAt: Date;
  updatedAt: Date;
};

/** A group of senders with one address for what comes in to any of them, unless it leaves that to the numbers. */
export type MessagingService = {
  readonly sid: string;
  readonly name: string;
  readonly numbers: readonly string[];
  readonly advancedOptOut: boolean;
  /** Empty: texts to its numbers are dropped and not even logged. */
  inboundUrl: string;
  inboundMethod: 'POST' | 'GET';
  fallbackUrl: string;
  fallbackMethod: 'POST' | 'GET';
  /** True: the number's own addresses are called, and none of these. */
  useInboundWebhookOnNumber: boolean;
  readonly createdAt: Date;
  updatedAt: Date;
};

export type Account = {
  readonly sid: string;
  readonly name: string;
  status: 'active' | 'suspended' | 'closed';
  /** Signs webhooks. */
  primaryToken: string;
  /** Opens the REST interface as well, and becomes the primary one when it is promoted. */
  secondaryToken: string | null;
  readonly apiKeys: readonly Readonly<{ sid: string; secret: string; kind: 'main' | 'standard' }>[];
  readonly services: readonly MessagingService[];
  readonly numbers: Map<string, OurNumber>;
  readonly createdAt: Date;
  updatedAt: Date;
};

const aToken = () => randomBytes(16).toString('hex');

/** The accounts, their tokens and their numbers. */
export class Accounts {
  private readonly bySid = new Map<string, Account>();

  private readonly chance: Chance;
  private readonly clock: Clock;

  constructor(chance: Chance, clock: Clock) {
    this.chance = chance;
    this.clock = clock;
  }

  add(settings: AccountSettings): Account {
    const read = accountSettings.parse(settings);
    const sid = read.sid ?? this.chance.sid('AC');
    if (this.bySid.has(sid)) throw new Error(`There is an account ${sid} already.`);
    const now = this.clock.now();
    const account: Account = {
      sid,
      name: read.name,
      status: 'active',
      primaryToken: read.authToken ?? aToken(),
      secondaryToken: null,
      apiKeys: read.apiKeys,
      services: read.services.map((service) => ({ ...service, createdAt: now, updatedAt: now })),
      numbers: new Map(),
      createdAt: now,
      updatedAt: now,
    };
    for (const number of read.numbers) this.addNumber(account, number);
    this.bySid.set(sid, account);
    return account;
  }

  addNumber(account: Account, settings: NumberSettings): OurNumber {
    const { number, name, ...read } = numberSettings.parse(settings);
    if (this.ownerOf(number) ?? account.numbers.get(number))
      throw new Error(`${number} belongs to an account already.`);
    const now = this.clock.now();
    const ours: OurNumber = {
      ...read,
      sid: this.chance.sid(read.type === 'short-code' ? 'SC' : 'PN'),
      number,
      name: name || number,
      smsApplicationSid: '',
      statusCallback: '',
      createdAt: now,
      updatedAt: now,
    };
    account.numbers.set(number, ours);
    return ours;
  }

  removeNumber(number: string): void {
    this.ownerOf(number)?.numbers.delete(number);
  }

  find(sid: string): Account | undefined {
    return this.bySid.get(sid);
  }

  /** The account with this SID; without one, the only account there is. */
  get(sid?: string): Account {
    const account = sid === undefined ? this.all()[0] : this.bySid.get(sid);
    if (!account) throw new Error(sid === undefined ? 'There is no account yet.' : `There is no account ${sid}.`);
    return account;
  }

  all(): Account[] {
    return [...this.bySid.values()];
  }

  ownerOf(number: string): Account | undefined {
    return this.all().find(({ numbers }) => numbers.has(number));
  }

  serviceOf(account: Account, number: string): MessagingService | undefined {
    return account.services.find(({ numbers }) => numbers.includes(number));
  }

  /** Makes a second token: both open the REST interface, the first still signs. */
  createSecondaryToken(account: Account, token = aToken()): string {
    account.secondaryToken = token;
    return token;
  }

  /** The second token becomes the first; the old one dies at once. */
  promoteToken(account: Account): string {
    account.primaryToken = account.secondaryToken ?? aToken();
    account.secondaryToken = null;
    account.updatedAt = this.clock.now();
    return account.primaryToken;
  }
}
