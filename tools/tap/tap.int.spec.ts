import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { aCable, until } from '#testing';
import { tap } from './tap.ts';

const url = () => process.env['AMQP_URL']!;

async function publish(type: string, content: string): Promise<void> {
  const model = await connect(url());
  const channel = await model.createChannel();
  channel.publish('events', type, Buffer.from(content));
  await channel.close();
  await model.close();
}
const anEvent = (type: string) =>
  JSON.stringify({
    id: randomUUID(),
    type,
    occurredAt: '2026-01-05T09:00:00.000Z',
    correlationId: randomUUID(),
    causationId: null,
    data: { body: 'Hello' },
  });

describe('the tap', () => {
  it('prints the events of its pattern as they pass, without what they carry', async () => {
    const service = `tap-${randomUUID()}`;
    const lines: string[] = [];
    const { stop, ended } = await tap(url(), {
      pattern: `${service}.#`,
      data: false,
      print: (line) => lines.push(line),
    });
    await publish(`${service}.fact-said.v1`, anEvent(`${service}.fact-said.v1`));
    await publish(`other-${service}.fact-said.v1`, anEvent('other.v1'));
    await publish(`${service}.fact-said.v1`, 'nonsense');
    await until('both are printed', () => lines.length === 2);
    expect(lines[0]).toMatch(new RegExp(`^2026-01-05T09:00:00.000Z  ${service}.fact-said.v1  event=.* correlation=`));
    expect(lines[0]).not.toContain('Hello');
    expect(lines[1]).toBe('(an event that cannot be read, 8 characters)');
    await stop();
    expect(await ended).toBe('stopped');
  });

  it('prints each of those that left together', async () => {
    const type = `tap-${randomUUID()}.fact-said.v1`;
    const lines: string[] = [];
    const { stop } = await tap(url(), { pattern: type, data: false, print: (line) => lines.push(line) });
    await publish(type, `[${anEvent(type)},${anEvent(type)}]`);
    await until('both are printed', () => lines.length === 2);
    await stop();
  });

  it('prints what they carry when it is asked to', async () => {
    const type = `tap-${randomUUID()}.fact-said.v1`;
    const lines: string[] = [];
    const { stop } = await tap(url(), { pattern: type, data: true, print: (line) => lines.push(line) });
    await publish(type, anEvent(type));
    await until('it is printed', () => lines.length === 1);
    expect(lines[0]).toContain('{"body":"Hello"}');
    await stop();
  });

  it('knows when it lost its connection', async () => {
    const cable = await aCable(url());
    const { ended } = await tap(cable.url, { pattern: '#', data: false, print: () => {} });
    cable.shake();
    expect(await ended).toBe('lost');
    await cable.stop();
  });
});
