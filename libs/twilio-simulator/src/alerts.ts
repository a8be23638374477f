import type { World } from './world.ts';

/** One entry of the error log of an account, as Twilio's Monitor tells it. */
export type Alert = Readonly<{
  sid: string;
  accountSid: string;
  errorCode: number;
  /** SID of the text that it is about. */
  about: string;
  /** What was asked, without connection overrides. */
  url: string;
  method: string;
  at: Date;
}>;

const mostKept = 20_000;

/** What went wrong with webhooks, oldest first; the oldest is forgotten. */
export class Alerts {
  private alerts: Alert[] = [];
  private readonly world: Pick<World, 'chance' | 'clock'>;

  constructor(world: Pick<World, 'chance' | 'clock'>) {
    this.world = world;
  }

  add(alert: Omit<Alert, 'sid' | 'at'>): void {
    this.alerts.push({ ...alert, sid: this.world.chance.sid('NO'), at: this.world.clock.now() });
    if (this.alerts.length > mostKept) this.alerts = this.alerts.slice(-mostKept / 2);
  }

  /** Those of an account in this time, newest first. */
  list(accountSid: string, from: Date, to: Date): Alert[] {
    return this.alerts.filter((one) => one.accountSid === accountSid && one.at >= from && one.at <= to).reverse();
  }

  clear(): void {
    this.alerts = [];
  }
}
