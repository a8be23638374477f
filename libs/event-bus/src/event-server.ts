import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Broker } from './broker.ts';
import type { Database } from './database.ts';
import { claim } from './inbox.ts';
import type { ReactionExtras } from './reacts.ts';
import type { Transaction } from './transaction.ts';

/** Where each service keeps its inbox and outbox, by the service's name. */
export class Databases extends Map<string, Database> {}

/** Connects the reactions of all services in this process to the broker. */
export class EventServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly reactions: (ReactionExtras & { handler: MessageHandler })[] = [];

  constructor(
    private readonly broker: Broker,
    private readonly databases: Databases,
    private readonly batch: number,
  ) {
    super();
  }

  /** Two services may hear the same event, so reactions are kept one by one and not by pattern. */
  override addHandler(_type: string, handler: MessageHandler, _isEvent: boolean, extras: ReactionExtras): void {
    this.reactions.push({ ...extras, handler });
  }

  override async listen(ready: (error?: unknown) => void): Promise<void> {
    try {
      for (const { contract, subscription, batch, bulk, handler } of this.reactions) {
        const database = this.databases.get(subscription.split('.')[0]!)!;
        const run = async (tx: Transaction, payload: unknown) => {
          await lastValueFrom(this.transformToObservable(await handler(payload, tx)), { defaultValue: undefined });
        };
        const handle = (candidates: readonly unknown[]) => {
          const events = candidates.map((candidate) => contract.parse(candidate));
          return database.transact(async (tx) => {
            const unseen = await claim(
              tx,
              subscription,
              events.map(({ id }) => id),
            );
            const fresh = events.filter(({ id }) => unseen.delete(id));
            if (bulk) return fresh.length > 0 ? run(tx, fresh) : undefined;
            for (const event of fresh) await run(tx.causedBy(event), event);
          });
        };
        await this.broker.subscribe({ name: subscription, type: contract.type, batch: batch ?? this.batch, handle });
      }
      ready();
    } catch (error) {
      ready(error);
    }
  }

  override close(): Promise<void> {
    return this.broker.pause();
  }

  override on(): void {}
  override unwrap<T>(): T {
    return this.broker as T;
  }
}
