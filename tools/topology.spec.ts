import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definitionKinds, everyEvent } from '#contracts';
import { subscriptions } from './database/migrate-all.ts';

describe('the topology of all services', () => {
  it('has a subscription for every event that has to be heard, or its relay would stand still', () => {
    const heard = new Set(subscriptions.filter(({ onDemand }) => !onDemand).map(({ type }) => type));
    const unheard = [...everyEvent().values()].filter((event) => event.heard && !heard.has(event.type));
    // tests of the event bus that run in the same process define some of their own
    expect(unheard.map(({ type }) => type).filter((type) => !type.startsWith('bus-test.'))).toEqual([]);
  });

  it('hears only events that exist, each subscription under a name of its own', () => {
    expect(subscriptions.filter(({ type }) => !everyEvent().has(type))).toEqual([]);
    expect(new Set(subscriptions.map(({ name }) => name)).size).toBe(subscriptions.length);
  });
});

describe('README.md', () => {
  const readme = readFileSync(join(import.meta.dirname, '..', 'README.md'), 'utf8');
  /** `conversations.text-written.v1` without service and version: a row may name several of one service. */
  const told = (type: string) => readme.includes(type.replace(/^[a-z-]+\.|\.v\d+$/g, ''));

  it('names every event', () => {
    const ofDefinitions = new Set(definitionKinds.map(({ changed }) => changed.type));
    const types = [...everyEvent().keys()].filter((type) => !type.startsWith('bus-test.') && !ofDefinitions.has(type));
    expect(types.filter((type) => !told(type))).toEqual([]);
  });
});
