import 'reflect-metadata';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { defineEvent, type EventOf } from '#contracts';
import { alike, reactionsOf } from './alike.ts';
import { Reacts, ReactsInBulk } from './reacts.ts';
import { schemaOf, subscriptionsOf } from './subscriptions.ts';
import type { Transaction } from './transaction.ts';

const written = defineEvent('bus-test.text-written.v1', z.object({}));
const changed = defineEvent('bus-test.channel-changed.v1', z.object({}));

@Controller()
class Reactions {
  @Reacts(written, 'channel-config.count-text')
  async countText(_tx: Transaction, _event: EventOf<typeof written>) {}

  @ReactsInBulk(changed, 'channel-config.remember-channel')
  async rememberChannels(_tx: Transaction, _events: readonly EventOf<typeof changed>[]) {}

  @ReactsInBulk(written, 'channel-config.tell-others', { onDemand: true })
  async tellOthers(_tx: Transaction, _events: readonly EventOf<typeof written>[]) {}

  async somethingElse() {}
}

@Controller()
class Twins {
  @Reacts(changed, 'channel-config.count-text')
  async countText(_tx: Transaction, _event: EventOf<typeof changed>) {}
}

describe('the subscriptions of a service', () => {
  it('are read from what its reactions are decorated with', () => {
    expect(subscriptionsOf(Reactions)).toEqual([
      { name: 'channel-config.count-text', type: 'bus-test.text-written.v1', onDemand: false },
      { name: 'channel-config.remember-channel', type: 'bus-test.channel-changed.v1', onDemand: false },
      { name: 'channel-config.tell-others', type: 'bus-test.text-written.v1', onDemand: true },
    ]);
  });

  it('are read from reactions that differ only in what they hear, too', async () => {
    const heard: unknown[] = [];
    const Alike = reactionsOf([
      alike(changed, 'channel-config.first', async (_tx, events) => void heard.push(['first', ...events])),
      { contract: written, subscription: 'channel-config.second', react: async () => {}, onDemand: true },
    ]);
    expect(subscriptionsOf(Alike)).toEqual([
      { name: 'channel-config.first', type: 'bus-test.channel-changed.v1', onDemand: false },
      { name: 'channel-config.second', type: 'bus-test.text-written.v1', onDemand: true },
    ]);
    const reactions = new Alike() as Record<string, (tx: unknown, events: unknown[]) => Promise<void>>;
    await reactions['channel-config.first']!(null, ['one']);
    expect(heard).toEqual([['first', 'one']]);
  });

  it('have names of their own', () => {
    expect(() => subscriptionsOf(Reactions, Twins)).toThrow('Two reactions share the name channel-config.count-text.');
  });

  it('work on the schema of the service in front of the dot', () => {
    expect(['channel-config.count-text', 'routing.queue-work-item'].map(schemaOf)).toEqual([
      'channel_config',
      'routing',
    ]);
  });
});
