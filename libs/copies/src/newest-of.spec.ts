import { aChannel } from '#testing';
import { newestOf } from './newest-of.ts';

const channel = (n: number, version: number) =>
  aChannel({ channelId: `7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e0${n}`, version });

describe('many facts about the same things', () => {
  it('come to the newest of each, in one order whatever came first', () => {
    const events = [channel(2, 1), channel(1, 3), channel(2, 4), channel(1, 2)];
    const newest = newestOf(events, ({ channelId }) => channelId);
    expect(newest.map(({ version }) => version)).toEqual([3, 4]);
    expect(newestOf(events.toReversed(), ({ channelId }) => channelId)).toEqual(newest);
  });
});
