import { setTimeout as pass } from 'node:timers/promises';
import { type Channel, connect as amqpConnect, type ConfirmChannel, type GetMessage } from 'amqplib';
import { z } from 'zod';
import { type DeadLetter, DeadLetters, type Forgotten, isTheirs } from '../dead-letters.ts';
import { ladder as usualLadder, stepName } from '../ladder.ts';
import { namesOf } from '../subscriptions.ts';
import { type Connect, withHeartbeat } from './connection.ts';
import { leave } from './leave.ts';
import { deadQueue } from './topology.ts';

/** What a listing shows of one subscription at most. */
const atMost = 1_000;

const nothing = () => {};

const headers = z
  .object({
    'x-failures': z.coerce.number().catch(0),
    'x-reason': z.string().catch('unknown'),
    'x-failed-at': z.coerce.date().catch(new Date(0)),
  })
  .catch({ 'x-failures': 0, 'x-reason': 'unknown', 'x-failed-at': new Date(0) });

/** The `.dead` queues of RabbitMQ, and the steps of the ladder. Looking takes the messages and gives them back, so it connects only to look. */
export class RabbitDeadLetters extends DeadLetters {
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly url: string,
    private readonly subscriptions: () => readonly string[],
    private readonly connect: Connect = amqpConnect,
    private readonly ladder: readonly number[] = usualLadder,
    /** How long a broker may take to let us in; one that says nothing later is noticed by its heartbeat. */
    private readonly patienceMs = 10_000,
  ) {
    super();
  }

  list(subscription?: string): Promise<DeadLetter[]> {
    return this.withChannel(async (channel) => {
      const found: DeadLetter[] = [];
      for (const name of subscription ? [subscription] : this.subscriptions()) {
        await this.each(channel, deadQueue(name), atMost, async (message) => {
          found.push(read(name, message));
          return false;
        });
      }
      return found;
    });
  }

  replay(subscription: string, eventId?: string): Promise<number> {
    return this.take(subscription, eventId, async (channel, { content, properties }) => {
      const { messageId } = properties;
      channel.sendToQueue(subscription, content, { persistent: true, contentType: 'application/json', messageId });
      await channel.waitForConfirms();
    });
  }

  drop(subscription: string, eventId?: string): Promise<number> {
    return this.take(subscription, eventId, async () => {});
  }

  forget(whom: Forgotten): Promise<number> {
    const names = this.subscriptions();
    return this.withChannel(async (channel) => {
      let forgotten = 0;
      const forgetIn = (queue: string, isDead: boolean) =>
        this.each(channel, queue, Infinity, async (message) => {
          const isOurs = isDead || names.includes(message.fields.routingKey);
          if (!isOurs || !isTheirs(message.content.toString(), whom, isDead)) return false;
          channel.ack(message);
          forgotten += 1;
          return true;
        });
      // what fails meanwhile goes up the ladder, and ends among the dead
      for (const ms of this.ladder) await forgetIn(stepName(ms), false);
      for (const name of names) await forgetIn(deadQueue(name), true);
      return forgotten;
    });
  }

  count(service?: string): Promise<ReadonlyMap<string, number>> {
    return this.withChannel(async (channel) => {
      const counts = new Map<string, number>();
      for (const name of namesOf(this.subscriptions(), service)) {
        counts.set(name, (await channel.checkQueue(deadQueue(name))).messageCount);
      }
      return counts;
    });
  }

  /** Does something with those of this id, or all, and removes them. */
  private take(
    subscription: string,
    eventId: string | undefined,
    act: (channel: ConfirmChannel, message: GetMessage) => Promise<void>,
  ): Promise<number> {
    return this.withChannel(async (channel) => {
      let taken = 0;
      await this.each(channel, deadQueue(subscription), Infinity, async (message) => {
        if (eventId !== undefined && read(subscription, message).eventId !== eventId) return false;
        await act(channel, message);
        channel.ack(message);
        taken += 1;
        return true;
      });
      return taken;
    });
  }

  /**
   * Looks at what is there now; what comes meanwhile, perhaps by our own doing, is not part of it. Gives back what
   * `look` did not acknowledge, and answers once it is there again for the next one to look.
   */
  private async each(
    channel: Channel,
    queue: string,
    limit: number,
    look: (message: GetMessage) => Promise<boolean>,
  ): Promise<void> {
    const ready = async () => (await channel.checkQueue(queue)).messageCount;
    const there = await ready();
    let kept = there;
    let holding = false;
    for (let seen = 0; seen < Math.min(there, limit); seen += 1) {
      const message = await channel.get(queue);
      if (!message) break;
      if (await look(message)) kept -= 1;
      else holding = true;
    }
    if (!holding) return;
    channel.nackAll(true);
    for (let tries = 0; tries < 50 && (await ready()) < kept; tries += 1) await pass(20);
  }

  /** One after the other: what one look holds, the next would not find. */
  private withChannel<T>(work: (channel: ConfirmChannel) => Promise<T>): Promise<T> {
    const looked = this.looking.then(() => this.look(work));
    this.looking = looked.then(nothing, nothing);
    return looked;
  }

  /** Whatever happens, closing the connection gives back what was not acknowledged. */
  private async look<T>(work: (channel: ConfirmChannel) => Promise<T>): Promise<T> {
    const model = await this.connect(withHeartbeat(this.url), { noDelay: true, timeout: this.patienceMs });
    model.on('error', () => {});
    try {
      const channel = await model.createConfirmChannel();
      channel.on('error', () => {});
      const result = await work(channel);
      await leave(channel); // what the channel still has to say may not be overtaken by the connection's end
      return result;
    } finally {
      await leave(model);
    }
  }
}

function read(subscription: string, { content, properties }: GetMessage): DeadLetter {
  const known = headers.parse(properties.headers ?? {});
  const { messageId } = properties;
  return {
    subscription,
    eventId: typeof messageId === 'string' && messageId !== '' ? messageId : null,
    ...envelopeOf(content),
    reason: known['x-reason'],
    failures: known['x-failures'],
    at: known['x-failed-at'],
  };
}

/** What may be shown of an event: what kind it is, and what it came of. */
const envelope = z
  .object({ type: z.string().nullable().catch(null), correlationId: z.string().nullable().catch(null) })
  .catch({ type: null, correlationId: null });

function envelopeOf(content: Buffer): z.output<typeof envelope> {
  try {
    return envelope.parse(JSON.parse(content.toString()));
  } catch {
    return { type: null, correlationId: null };
  }
}
