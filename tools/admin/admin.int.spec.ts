import { jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { aDatabase } from '#testing';
import { schemas } from '../database/migrate-all.ts';
import { runAdmin } from './run-admin.ts';

jest.setTimeout(60_000);

const subscription = 'conversations.receive-message';

describe('an administrator at a terminal', () => {
  let url: string;
  let client: Client;
  let printed: string[];
  let complained: string[];

  const admin = (...args: string[]) =>
    runAdmin(args, {
      environment: { DATABASE_URL: url },
      print: (line) => printed.push(line),
      complain: (line) => complained.push(line),
    });
  const aDeadEvent = async (schema = 'conversations', name = subscription) => {
    const event = { id: randomUUID(), type: 'gateway.message-received.v1', data: { body: 'I was born in 1984' } };
    await client.query(
      `INSERT INTO ${schema}.set_aside (subscription, event_id, event, failures, reason, set_aside_at, due_at)
       VALUES ($1, $2, $3, 6, 'TypeError: no', now(), NULL)`,
      [name, event.id, JSON.stringify(event)],
    );
    return event.id;
  };

  beforeEach(async () => {
    url = await aDatabase(...schemas);
    client = new Client(url);
    await client.connect();
    printed = [];
    complained = [];
  });
  afterEach(() => client.end());

  it('sees that nothing is dead', async () => {
    expect(await admin('dead', 'list')).toBe(0);
    expect(printed).toEqual(['There are no dead letters.']);
  });

  it('sees what is dead and why, but not what it says', async () => {
    const id = await aDeadEvent();
    await aDeadEvent('routing', 'routing.queue-work-item');
    expect(await admin('dead', 'list', subscription)).toBe(0);
    expect(printed).toHaveLength(2);
    expect(printed[1]).toMatch(new RegExp(`^${subscription}  ${id}  gateway.message-received.v1  6 .* TypeError: no$`));
    expect(printed.join()).not.toContain('1984');
    printed = [];
    await admin('dead', 'list', '--json');
    expect(JSON.parse(printed.join('\n'))).toHaveLength(2);
  });

  it('gives one event to its subscription again', async () => {
    const id = await aDeadEvent();
    await aDeadEvent();
    expect(await admin('dead', 'replay', subscription, id)).toBe(0);
    expect(printed).toEqual(['Replayed 1 event.']);
    const { rows } = await client.query(`SELECT event_id FROM conversations.set_aside WHERE due_at <= now()`);
    expect(rows).toEqual([{ event_id: id }]);
  });

  it('drops everything that is dead, when all is said', async () => {
    await aDeadEvent();
    await aDeadEvent('routing', 'routing.queue-work-item');
    expect(await admin('dead', 'drop', '--all')).toBe(0);
    expect(printed).toEqual(['Dropped 2 events.']);
  });

  it.each([
    ['says neither which nor all', ['dead', 'drop'], 'Name a subscription, or say --all.'],
    ['says both', ['dead', 'drop', subscription, '--all'], 'not both'],
    ['names a subscription that nobody has', ['dead', 'list', 'routing.nonsense'], 'There is no subscription'],
    ['names an event that is not dead', ['dead', 'replay', subscription, randomUUID()], 'has no dead event'],
    ['says too much', ['dead', 'list', subscription, 'now'], 'Too many words: now.'],
    ['asks for something else', ['fly'], 'npm run admin -- <command>'],
    ['misspells an option', ['dead', 'list', '--jsn'], '--jsn'],
  ])('is told what to say when he %s, and nothing happens', async (_what, words, answer) => {
    await aDeadEvent();
    expect(await admin(...words)).toBe(2);
    expect(complained.join('\n')).toContain(answer);
    expect(printed).toEqual([]);
    expect((await client.query(`SELECT * FROM conversations.set_aside WHERE due_at IS NULL`)).rowCount).toBe(1);
  });

  const aFailedTimer = (schema: string, kind: string, subject: string) =>
    client.query(
      `INSERT INTO ${schema}.timer (kind, subject, due_at, data, failures, reason) VALUES ($1, $2, NULL, '{}', 6, 'TypeError: no')`,
      [kind, subject],
    );

  it('sees which timers failed at every attempt, and why', async () => {
    expect(await admin('timers', 'list')).toBe(0);
    expect(printed.splice(0)).toEqual(['There are no failed timers.']);
    await aFailedTimer('conversations', 'wrap-up-over', 'one');
    await aFailedTimer('channel_config', 'expire-channel-draft', 'two');
    expect(await admin('timers', 'list', 'conversations')).toBe(0);
    expect(printed.splice(0).at(-1)).toMatch(/^conversations +wrap-up-over +one +6 +TypeError: no$/);
    await admin('timers', 'list', '--json');
    expect(JSON.parse(printed.join('\n'))).toMatchObject([{ service: 'channel-config' }, { service: 'conversations' }]);
  });

  it('has failed timers fire again: one, those of a kind, or all', async () => {
    await aFailedTimer('conversations', 'wrap-up-over', 'one');
    await aFailedTimer('conversations', 'wrap-up-over', 'two');
    await aFailedTimer('routing', 'day-over', 'three');
    const due = async (schema: string) =>
      (await client.query(`SELECT subject FROM ${schema}.timer WHERE due_at <= now() AND failures = 0`)).rows;
    expect(await admin('timers', 'retry', 'conversations', 'wrap-up-over', 'two')).toBe(0);
    expect(await due('conversations')).toEqual([{ subject: 'two' }]);
    expect(await admin('timers', 'retry', 'conversations', 'wrap-up-over', 'nobody')).toBe(2);
    expect(complained).toEqual(['conversations has no such failed timer.']);
    expect(await admin('timers', 'retry', '--all')).toBe(0);
    expect(printed).toEqual(['1 timer fires again.', '2 timers fire again.']);
    expect(await due('routing')).toEqual([{ subject: 'three' }]);
  });

  it('is told what is missing when there is neither broker nor database', async () => {
    const status = await runAdmin(['dead', 'list'], {
      environment: {},
      print: () => {},
      complain: (line) => complained.push(line),
    });
    expect(status).toBe(1);
    expect(complained.join()).toContain('DATABASE_URL');
  });
});
