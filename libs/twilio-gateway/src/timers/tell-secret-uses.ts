import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Database, Loops } from '#event-bus';
import { AccountSecretUses } from '../account-secret-uses.ts';
import { tellSecretUses } from '../use-cases/tell-secret-uses.ts';

/** Says once a minute what secrets were read for, so that no text waits for a record of it. */
@Injectable()
export class TellSecretUses implements BeforeApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly uses: AccountSecretUses,
    loops: Loops,
  ) {
    loops.add('tell-secret-uses', () => this.tell(), { everyMs: 60_000 });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.tell().catch(() => {});
  }

  private async tell(): Promise<false> {
    const taken = this.uses.take();
    if (taken.length === 0) return false;
    try {
      await this.database.transact((tx) => tellSecretUses(tx, taken));
    } catch (error) {
      this.uses.putBack(taken);
      throw error;
    }
    return false;
  }
}
