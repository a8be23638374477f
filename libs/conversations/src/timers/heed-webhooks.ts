import { Injectable } from '@nestjs/common';
import { type WebhookKind, webhookKinds } from '#contracts';
import { Broker, Database, Loops } from '#event-bus';
import { subscriptionOf } from '../domain/webhooks.ts';

/** The loop, for who changes a webhook. */
export const heedWebhooks = 'heed-webhooks';
const aMinute = 60_000;
/** Another replica is at it, perhaps with what it read before the change that woke us. */
const soonAgainMs = 200;

/** Has the broker send us what some webhook wants, and nothing else: every event that is not wanted is one that nobody reads, claims and drops. */
@Injectable()
export class HeedWebhooks {
  constructor(
    private readonly database: Database,
    private readonly broker: Broker,
    loops: Loops,
  ) {
    const turn = async () => (await database.alone(heedWebhooks, () => this.heed())) ?? soonAgainMs;
    loops.add(heedWebhooks, turn, { everyMs: aMinute });
  }

  private async heed(): Promise<false> {
    const wanted = await this.wanted();
    for (const kind of webhookKinds) await this.broker.heed(subscriptionOf[kind], wanted.has(kind));
    return false;
  }

  private async wanted(): Promise<ReadonlySet<WebhookKind>> {
    const rows: { kind: WebhookKind }[] = await this.database.read((db) =>
      db.query('SELECT DISTINCT unnest(kinds) AS kind FROM webhook WHERE active'),
    );
    return new Set(rows.map(({ kind }) => kind));
  }
}
