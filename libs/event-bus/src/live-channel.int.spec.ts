import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { aCable, type Cable, until } from '#testing';
import { MemoryLiveChannel, type Said } from './live-channel.ts';
import { RabbitLiveChannel } from './rabbit/rabbit-live-channel.ts';
import type { Shown } from './transaction.ts';

const shown = (id = randomUUID()): Shown =>
  ({ audience: { agents: [], supervisors: true }, frame: { kind: 'agent', id, version: 1, view: {} } }) as never;
const idOf = ({ frame }: Said): string => (JSON.parse(frame) as { id: string }).id;

describe('the live channel in the process', () => {
  it('carries a frame to every listener, whatever another does', async () => {
    const live = new MemoryLiveChannel();
    const heard: string[] = [];
    await live.listen(() => {
      throw new Error('ill');
    });
    await live.listen((frames) => heard.push(...frames.map(idOf)));
    const frame = shown();
    live.send([frame]);
    expect(heard).toEqual([frame.frame.id]);
  });
});

describe('the live channel over RabbitMQ', () => {
  let near: Cable;
  let far: Cable;
  let sender: RabbitLiveChannel;
  let receiver: RabbitLiveChannel;
  let heard: Set<string>;
  let gaps: number;

  const open = (cable: Cable) => RabbitLiveChannel.connect(connect, { url: cable.url });
  const arrives = async (channel: RabbitLiveChannel) => {
    await until('a frame arrives', () => {
      const frame = shown();
      channel.send([frame]);
      return new Promise<boolean>((resolve) => setTimeout(() => resolve(heard.has(frame.frame.id)), 10));
    });
  };

  beforeEach(async () => {
    near = await aCable(process.env['AMQP_URL']!);
    far = await aCable(process.env['AMQP_URL']!);
    [sender, receiver] = await Promise.all([open(near), open(far)]);
    heard = new Set();
    gaps = 0;
    await receiver.listen(
      (frames) => frames.forEach((frame) => heard.add(idOf(frame))),
      () => (gaps += 1),
    );
  });
  afterEach(async () => {
    near.mend();
    far.mend();
    await Promise.all([sender.close(), receiver.close()]);
    await Promise.all([near.stop(), far.stop()]);
  });

  it('carries frames from one process to another, and to itself', async () => {
    await arrives(sender);
    await arrives(receiver);
    expect(gaps).toBe(0);
  });

  it('tells its listeners that they may have missed something while it was away', async () => {
    far.shake();
    await until('it says so', () => gaps > 0);
    await arrives(sender);
  });

  it('drops what it cannot send, without a word to the sender, and tells the listeners later', async () => {
    near.cut();
    const lost = shown();
    await until('the loss is noticed', () => {
      sender.send([lost]);
      return near.refused() > 0;
    });
    sender.send([lost]);
    near.mend();
    await until('the listeners are told', () => gaps > 0);
    await arrives(sender);
  });

  it('tells the listeners of every process when frames may have been lost on their way', async () => {
    await arrives(sender);
    const lost = shown();
    sender.send([lost]);
    near.shake(); // it has not left yet
    await until('the listeners hear of it', () => gaps > 0 || heard.has(lost.frame.id));
    await arrives(sender);
  });

  it('can be listened to before RabbitMQ is there', async () => {
    near.cut();
    const early = await RabbitLiveChannel.connect(connect, { url: near.url, patienceMs: 50 });
    const heardEarly: string[] = [];
    await early.listen(
      (frames) => heardEarly.push(...frames.map(idOf)),
      () => {},
    );
    early.send([shown()]);
    near.mend();
    await until('it hears', () => {
      receiver.send([shown()]);
      return heardEarly.length > 0;
    });
    await early.close();
  });
});
