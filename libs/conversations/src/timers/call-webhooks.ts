import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, Loops, type Transaction } from '#event-bus';
import { Outside, OutsideFailure, signed } from '#outside';
import { callWebhook } from '../domain/errand-kinds.ts';
import { againAt } from '../domain/webhooks.ts';
import { OpenedSecrets } from '../opened-secrets.ts';
import { outsideSecrets, type Sealed } from '../storage/outside-secrets.ts';
import { WebhookDeliveryTable, WebhookTable } from '../storage/webhook.tables.ts';
import { recordDelivered, recordNotDelivered } from '../use-cases/webhooks.ts';
import { ErrandLanes } from './errand-lanes.ts';

interface Telling {
  readonly url: string;
  readonly sealed: Sealed | undefined;
  readonly webhookId: string;
  readonly id: string;
  readonly body: string;
}

/** Somebody answered, but not with 2xx. */
class Refused extends Error {
  constructor(
    readonly status: number,
    readonly retryAfterSeconds: number | null,
  ) {
    super(String(status));
    this.name = 'Refused';
  }
}

/** Tells other systems what happened; what fails is told again by the ladder, and a system that lets everything wait holds up no other. */
@Injectable()
export class CallWebhooks implements BeforeApplicationShutdown {
  readonly lanes: ErrandLanes<Telling, number>;

  constructor(database: Database, loops: Loops, outside: Outside, secrets: OpenedSecrets) {
    this.lanes = new ErrandLanes<Telling, number>(database, loops, {
      kind: callWebhook,
      lanes: 32,
      leaseMs: 60_000,
      prepare: (tx, subjects) => tellings(tx, subjects),
      target: ({ url }) => url,
      async ask({ url, sealed, webhookId, id, body }) {
        const at = database.now();
        const opened = secrets.of('webhook', webhookId, sealed, at);
        const headers = { 'content-type': 'application/json', ...signed(opened, { id, at, body }) };
        const { status, retryAfterSeconds } = await outside.ask({ url, headers, body, withinMs: 15_000 });
        if (status < 200 || status > 299) throw new Refused(status, retryAfterSeconds);
        return status;
      },
      record: (tx, id, { webhookId }, status) => recordDelivered(tx, webhookId, id, String(status)),
      async failed(tx, id, { webhookId }, error, failures) {
        const at = againAt(failures, tx.now, error instanceof Refused ? error.retryAfterSeconds : null);
        const outcome = error instanceof Refused || error instanceof OutsideFailure ? error.message : 'broken';
        await recordNotDelivered(tx, webhookId, id, outcome, at === null);
        return at;
      },
    });
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.lanes.close();
  }
}

async function tellings(tx: Transaction, subjects: readonly string[]): Promise<Map<string, Telling>> {
  const deliveries = await tx.manager.findBy(WebhookDeliveryTable, { id: In([...subjects]), state: 'pending' });
  const ids = [...new Set(deliveries.map(({ webhookId }) => webhookId))];
  const webhooks = new Map((await tx.manager.findBy(WebhookTable, { id: In(ids) })).map((one) => [one.id, one]));
  const sealed = await outsideSecrets(tx).some('webhook', ids);
  const told = new Map<string, Telling>();
  for (const { id, webhookId, body } of deliveries) {
    const webhook = webhooks.get(webhookId);
    if (webhook?.active) told.set(id, { url: webhook.address, sealed: sealed.get(webhookId), webhookId, id, body });
  }
  return told;
}
