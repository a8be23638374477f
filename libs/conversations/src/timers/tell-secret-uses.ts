import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Database, Loops } from '#event-bus';
import { OpenedSecrets } from '../opened-secrets.ts';
import { outsideSecretEntries } from '../storage/outside-secret-entries.ts';

/** Writes down once a minute what secrets were opened for, so that no call waits for a record of it. */
@Injectable()
export class TellSecretUses implements BeforeApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly secrets: OpenedSecrets,
    loops: Loops,
  ) {
    loops.add('tell-secret-uses', () => this.tell(), { everyMs: 60_000 });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.tell().catch(() => {});
  }

  private async tell(): Promise<false> {
    await this.secrets.uses.tell((uses) => this.database.transact((tx) => outsideSecretEntries(tx).used(uses)));
    return false;
  }
}
