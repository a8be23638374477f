import type { Account, MessagingService, OurNumber } from './accounts.ts';
import type { Fault, FaultRequest } from './domain/faults.ts';
import type { Message } from './domain/message.ts';
import type { File, Incoming, Taken, Text } from './incoming.ts';
import type { LogEntry } from './log.ts';
import type { PhoneText } from './phones.ts';
import type { AccountSettings, NumberSettings } from './settings.ts';
import { spoken } from './spoken.ts';
import type { World } from './world.ts';

/** What of a number can be changed afterwards. */
export type NumberChanges = Partial<
  Pick<OurNumber, 'name' | 'smsUrl' | 'smsMethod' | 'smsFallbackUrl' | 'smsFallbackMethod' | 'smsApplicationSid'>
>;

/** What of a Messaging Service can be changed afterwards. */
export type ServiceChanges = Partial<
  Pick<
    MessagingService,
    'inboundUrl' | 'inboundMethod' | 'fallbackUrl' | 'fallbackMethod' | 'useInboundWebhookOnNumber'
  >
>;

/** A customer's phone. */
export class Phone {
  readonly number: string;
  private readonly world: World;
  private readonly incoming: Incoming;

  constructor(number: string, world: World, incoming: Incoming) {
    this.number = number;
    this.world = world;
    this.incoming = incoming;
  }

  /** Texts one of our numbers; settles when its webhook has been answered or given up. */
  text(to: string, body: string, media: readonly File[] = []): Promise<Taken> {
    return this.incoming.send({ from: this.number, to, body, media }).taken;
  }

  /** The texts that arrived here, oldest first. */
  texts(): PhoneText[] {
    return this.thread().filter(({ direction }) => direction === 'received');
  }

  /** What was sent from here and arrived here, oldest first. */
  thread(): readonly PhoneText[] {
    return this.world.phones.thread(this.number);
  }

  /**
   * The first text that arrived or arrives here and fits: a body, or a condition; any text when nothing is given.
   * Rejects after `withinMs` (10,000), saying what came instead.
   */
  received(wanted?: string | ((text: PhoneText) => boolean), { withinMs = 10_000 } = {}): Promise<PhoneText> {
    const fits =
      typeof wanted === 'function' ? wanted : (text: PhoneText) => wanted === undefined || text.body === wanted;
    return this.world.phones.received(this.number, fits, withinMs);
  }
}

/** Steers the simulator from the same process, as tests do. Where an account is not named, it is the only one. */
export class Control {
  private readonly world: World;
  private readonly incoming: Incoming;
  private readonly door: { close(): Promise<void>; open(): Promise<void> };

  constructor(world: World, incoming: Incoming, door: { close(): Promise<void>; open(): Promise<void> }) {
    this.world = world;
    this.incoming = incoming;
    this.door = door;
  }

  /** Where the simulator is reached: the base address for Twilio's REST interface. */
  get url(): string {
    return this.world.baseUrl;
  }

  /** A customer texts one of our numbers; settles when the webhook has been answered or given up. */
  text(text: Text): Promise<Taken> {
    return this.incoming.send(text).taken;
  }

  phone(number: string): Phone {
    return new Phone(number, this.world, this.incoming);
  }

  /** Sets a fault. It stays until it has struck `next` times, or is lifted. */
  fault(fault: FaultRequest): Fault & { lift(): void } {
    const set = this.world.faults.add(fault);
    return { ...set, lift: () => void this.world.faults.remove(set.id) };
  }

  get faults(): readonly Fault[] {
    return this.world.faults.all();
  }

  liftFaults(): void {
    this.world.faults.clear();
  }

  addAccount(settings: AccountSettings): Account {
    const account = this.world.accounts.add(settings);
    this.say(`The account “${account.name}” is there.`, { account: account.sid });
    return account;
  }

  account(sid?: string): Account {
    return this.world.accounts.get(sid);
  }

  addNumber(settings: NumberSettings, account?: string): OurNumber {
    const owner = this.world.accounts.get(account);
    const ours = this.world.accounts.addNumber(owner, settings);
    this.say(`The number ${spoken(ours.number)} is there.`, { account: owner.sid, number: ours.number });
    return ours;
  }

  /** The number is given back: sending from it gets 21606, texts to it go nowhere. */
  removeNumber(number: string): void {
    this.world.accounts.removeNumber(number);
    this.say(`The number ${spoken(number)} is gone.`, { number });
  }

  /** Changes what the owner could change at Twilio. */
  configureNumber(number: string, changes: NumberChanges): void {
    Object.assign(this.number(number), changes, { updatedAt: this.world.clock.now() });
  }

  /** What Twilio knows of a number: its addresses, what it can do. */
  number(number: string): OurNumber {
    const ours = this.world.accounts.ownerOf(number)?.numbers.get(number);
    if (!ours) throw new Error(`Nobody has the number ${number}.`);
    return ours;
  }

  /** Changes what the owner could change of a Messaging Service. */
  configureService(sid: string, changes: ServiceChanges): void {
    const service = this.world.accounts
      .all()
      .flatMap(({ services }) => services)
      .find((one) => one.sid === sid);
    if (!service) throw new Error(`There is no Messaging Service ${sid}.`);
    Object.assign(service, changes, { updatedAt: this.world.clock.now() });
  }

  /** A second token opens the REST interface from now on; the first still signs. */
  createSecondaryToken(account?: string): string {
    return this.world.accounts.createSecondaryToken(this.world.accounts.get(account));
  }

  /** The second token (a new one, when there is none) becomes the first and signs; the old one dies at once. */
  rotateToken(account?: string): string {
    const rotated = this.world.accounts.get(account);
    const token = this.world.accounts.promoteToken(rotated);
    this.say('The auth token is rotated; the old one is dead.', { account: rotated.sid });
    return token;
  }

  /** Suspended: requests get 20005, texts are dropped. */
  suspend(account?: string): void {
    this.setStatus('suspended', account);
  }

  activate(account?: string): void {
    this.setStatus('active', account);
  }

  /** New connections are refused and the open ones are cut. On another process's port every connection is cut instead. */
  refuseConnections(): Promise<void> {
    return this.door.close();
  }

  acceptConnections(): Promise<void> {
    return this.door.open();
  }

  /** The texts of an account in both directions, oldest first. */
  messages(account?: string): Message[] {
    return this.world.messages.list(this.world.accounts.get(account).sid).reverse();
  }

  /** Everything that was sent and got lately, oldest first. */
  get log(): LogEntry[] {
    return this.world.log.entries();
  }

  /** How often each thing happened since the start: `webhook`, `webhook 200`, `request 429`, `delivery` ... */
  get counts(): Record<string, number> {
    return this.world.log.counts();
  }

  /** Waits until no text, webhook, callback or timer is under way. */
  idle(): Promise<void> {
    return this.world.tasks.idle();
  }

  /** Forgets texts, phones, faults, opt-outs and the log; accounts and numbers stay. */
  forget(): void {
    this.world.forget();
  }

  private setStatus(status: Account['status'], account?: string): void {
    const changed = this.world.accounts.get(account);
    changed.status = status;
    changed.updatedAt = this.world.clock.now();
    this.say(`The account is ${status}.`, { account: changed.sid });
  }

  private say(sentence: string, about: { account?: string; number?: string }): void {
    this.world.log.write({ ...about, kind: 'account', went: 'neither', sentence });
  }
}
