import { Injectable, Optional } from '@nestjs/common';
import { Database } from '#event-bus';
import { Metrics } from '#platform';
import { sendingFigures } from './queries/sending-figures.ts';

/** What waits to leave and what is in doubt, for `/metrics`. */
@Injectable()
export class SendingCount {
  constructor(database: Database, @Optional() metrics?: Metrics) {
    const gauge = (name: string, help: string, figure: keyof Awaited<ReturnType<typeof sendingFigures>>) =>
      metrics?.gauge(name, help, [], async (shown) => {
        const figures = await database.read((manager) => sendingFigures(manager, database.now()));
        shown.set(figures[figure]);
      });
    gauge('parley_texts_waiting', 'Texts that wait to leave.', 'waiting');
    gauge('parley_texts_waiting_seconds', 'How long the oldest of them waits.', 'oldestSeconds');
    gauge('parley_texts_in_doubt', 'Texts of which nobody knows whether the provider has them.', 'inDoubt');
    gauge('parley_accounts_paused', 'Accounts that their provider lets send nothing.', 'paused');
  }
}
