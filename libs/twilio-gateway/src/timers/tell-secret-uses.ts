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
    await this.uses.tell((uses) => this.database.transact((tx) => tellSecretUses(tx, uses)));
    return false;
  }
}
