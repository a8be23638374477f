import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import type { Envelope } from '#contracts';
import type { Broker } from './broker.ts';
import type { Database } from './database.ts';
import { outcomeOf, reasonOf } from './failure.ts';
import { claim } from './inbox.ts';
import { Journal, SilentJournal } from './journal.ts';
import { type ReactionExtras, schemaOf } from './subscriptions.ts';
import type { Transaction } from './transaction.ts';

/** Where each service keeps its inbox and outbox, by the service's schema. */
export class Databases extends Map<string, Database> {
  private said: (() => void) | undefined;
  /** Resolves once every reaction of this process is subscribed: from then on its relays may publish. */
  readonly listening = new Promise<void>((resolve) => (this.said = resolve));

  /** The event server says that it listens. */
  nowListening(): void {
    this.said!();
  }

  /** The database of the service that this subscription belongs to. */
  of(subscription: string): Database {
    const database = this.get(schemaOf(subscription));
    if (!database) throw new Error(`${subscription} belongs to no service of this process.`);
    return database;
  }
}

type Registered = ReactionExtras & { readonly handler: MessageHandler };

/** Connects the reactions of all services in this process to the broker. */
export class EventServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true;
  private readonly reactions: Registered[] = [];

  constructor(
    private readonly broker: Broker,
    private readonly databases: Databases,
    /** How many waiting events share a transaction, where a reaction does not say. */
    private readonly batch: number,
    private readonly journal: Journal = new SilentJournal(),
  ) {
    super();
  }

  /** Two services may hear the same event, so reactions are kept one by one and not by pattern. */
  override addHandler(_type: string, handler: MessageHandler, _isEvent: boolean, extras: ReactionExtras): void {
    if (this.reactions.some(({ subscription }) => subscription === extras.subscription)) {
      throw new Error(`Two reactions share the name ${extras.subscription}.`);
    }
    this.reactions.push({ ...extras, handler });
  }

  override async listen(ready: (error?: unknown) => void): Promise<void> {
    try {
      for (const reaction of this.reactions) await this.subscribe(reaction);
      this.databases.nowListening();
      ready();
    } catch (error) {
      ready(error);
    }
  }

  private async subscribe(reaction: Registered): Promise<void> {
    const { contract, subscription: name, batch = this.batch, onDemand } = reaction;
    const database = this.databases.of(name);
    const react = this.reacting(reaction, database);
    let away = false;
    const handle = async (candidates: readonly unknown[]) => {
      const began = performance.now();
      const write = (ending: Pick<Parameters<Journal['wrote']>[0], 'correlationId' | 'outcome' | 'count' | 'detail'>) =>
        this.journal.wrote({ door: 'event', name, ms: performance.now() - began, ...ending });
      try {
        const handled = await react(candidates);
        away = false;
        write(handled);
      } catch (error) {
        const outcome = outcomeOf(error);
        const again = outcome === 'outage' ? away : candidates.length > 1; // they will be handed over one by one
        away = outcome === 'outage';
        if (!again) write({ correlationId: correlationOf(candidates), outcome, detail: reasonOf(error) });
        throw error;
      }
    };
    await this.broker.subscribe({ name, type: contract.type, batch, onDemand, database, handle });
  }

  /** Claims what was not seen before and hands it to the reaction, all in one transaction. */
  private reacting({ contract, subscription, bulk, handler }: Registered, database: Database) {
    const run = async (tx: Transaction, payload: unknown) => {
      await lastValueFrom(this.transformToObservable(await handler(payload, tx)), { defaultValue: undefined });
    };
    return async (candidates: readonly unknown[]) => {
      const events = candidates.map((candidate) => contract.parse(candidate));
      const count = await database.transact(async (tx) => {
        const unseen = await claim(
          tx,
          subscription,
          events.map(({ id }) => id),
        );
        const fresh = events.filter(({ id }) => unseen.delete(id));
        if (bulk && fresh.length > 0) await run(tx, fresh);
        if (!bulk) for (const event of fresh) await run(tx.causedBy(event), event);
        return fresh.length;
      });
      const outcome = count > 0 ? ('done' as const) : ('duplicate' as const);
      return { correlationId: correlationOf(events), outcome, count: count || events.length };
    };
  }

  override close(): Promise<void> {
    return this.broker.pause();
  }

  override on(): void {}
  override unwrap<T>(): T {
    return this.broker as T;
  }
}

/** Only a single event has one; what cannot be read may have none. */
function correlationOf(candidates: readonly unknown[]): string | null {
  if (candidates.length !== 1) return null;
  const { correlationId } = (candidates[0] ?? {}) as Partial<Envelope>;
  return typeof correlationId === 'string' ? correlationId : null;
}
