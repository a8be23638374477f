import { Accounts } from './accounts.ts';
import { Alerts } from './alerts.ts';
import { Chance } from './chance.ts';
import { type Clock, systemClock } from './clock.ts';
import { twilioPatience } from './domain/connection.ts';
import type { Pace } from './domain/message.ts';
import { Faults } from './faults.ts';
import { Log } from './log.ts';
import { Messages } from './messages.ts';
import { Phones } from './phones.ts';
import { peoplesPace, type SimulatorSettings, usualKeep } from './settings.ts';
import { Tasks } from './tasks.ts';
import { Webhooks } from './webhooks.ts';

/** Everything the simulator knows, and what it works with. */
export class World {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly accounts: Accounts;
  readonly messages: Messages;
  readonly phones: Phones;
  readonly log: Log;
  readonly faults: Faults;
  readonly tasks: Tasks;
  readonly alerts: Alerts;
  readonly webhooks: Webhooks;
  readonly pace: Pace;
  readonly concurrency: number;
  private readonly blocked = new Set<string>();
  private reachedAt: string | undefined;

  constructor(settings: SimulatorSettings) {
    const keep = { ...usualKeep, ...settings.keep };
    this.clock = settings.clock ?? systemClock;
    this.chance = new Chance(settings.seed ?? Math.floor(Math.random() * 4_294_967_296));
    this.accounts = new Accounts(this.chance, this.clock);
    this.messages = new Messages(keep);
    this.phones = new Phones(keep);
    this.log = new Log(this.clock, keep.log);
    this.faults = new Faults(this.chance, this.log);
    this.tasks = new Tasks(this.clock);
    this.alerts = new Alerts(this);
    this.webhooks = new Webhooks(this.log, this.alerts, { ...twilioPatience, ...settings.patience });
    this.pace = { ...peoplesPace, ...settings.pace };
    this.concurrency = settings.concurrency ?? 100;
    this.reachedAt = settings.baseUrl?.replace(/\/+$/, '');
    for (const account of settings.accounts ?? []) this.accounts.add(account);
  }

  /** Where others reach this simulator. */
  get baseUrl(): string {
    if (this.reachedAt === undefined)
      throw new Error('The simulator does not know its address: set baseUrl, or call listen.');
    return this.reachedAt;
  }

  listensAt(url: string): void {
    this.reachedAt ??= url;
  }

  isBlocked(number: string, customer: string): boolean {
    return this.blocked.has(`${number} ${customer}`);
  }

  block(numbers: readonly string[], customer: string): void {
    for (const number of numbers) this.blocked.add(`${number} ${customer}`);
  }

  restore(numbers: readonly string[], customer: string): void {
    for (const number of numbers) this.blocked.delete(`${number} ${customer}`);
  }

  /** Forgets texts, phones, faults, opt-outs and the log; accounts and numbers stay. */
  forget(): void {
    this.messages.clear();
    this.phones.clear();
    this.faults.clear();
    this.blocked.clear();
    this.log.clear();
    this.alerts.clear();
  }
}
