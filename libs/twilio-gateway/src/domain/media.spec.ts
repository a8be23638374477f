import fc from 'fast-check';
import { Refusal } from '#contracts';
import {
  askedAgain,
  attached,
  erased,
  type Failure,
  failed,
  mayLeaveWith,
  type Media,
  received,
  refused,
  stored,
  tried,
  uploaded,
} from './media.ts';

const now = new Date('2026-01-05T09:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const told = {
  id: 'm1',
  channelId: 'c1',
  messageId: 't1',
  index: 0,
  textSid: 'MM1',
  fileSid: 'ME1',
  statedType: 'image/jpeg',
} as never;
const content = { contentType: 'image/jpeg', size: 3, hash: 'abc' };
const awaited = received(told, true, now);
const failing = (media: Media, reason: Failure) => failed(tried(media, now), reason, now, 0.5);

describe("a file of a customer's text", () => {
  it('is fetched at once, and is here', () => {
    expect(awaited).toMatchObject({ state: 'awaited', dueAt: now, version: 1 });
    expect(stored(tried(awaited, now), content, now)).toMatchObject({
      state: 'stored',
      dueAt: null,
      version: 2,
      ...content,
    });
  });

  it('is not fetched where the channel takes none', () => {
    expect(received(told, false, now)).toMatchObject({ state: 'refused', reason: 'not-allowed', dueAt: null });
  });

  it('is tried again when whoever tries does not come back', () => {
    const once = tried(awaited, now);
    expect(once).toMatchObject({ state: 'awaited', attempts: 1, version: 1 });
    expect(once.dueAt!.getTime()).toBeGreaterThan(later(120_000).getTime());
  });

  it('that is not available yet comes two seconds later, and ever later after that', () => {
    let media = awaited;
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 7; attempt += 1) {
      media = failing(media, 'provider-failed');
      expect(media).toMatchObject({ state: 'late', reason: 'provider-failed', version: attempt + 1 });
      waits.push((media.dueAt!.getTime() - now.getTime()) / 1000);
    }
    expect(waits).toEqual([2, 5, 15, 60, 300, 900, 3600]);
  });

  it.each<[Failure, number]>([
    ['not-found', 7],
    ['provider-refused', 4],
    ['channel-gone', 1],
    ['provider-failed', 11],
    ['storage-failed', 11],
    ['scan-failed', 11],
  ])('that fails as %s is left alone after %i tries', (reason, tries) => {
    let media = awaited;
    for (let attempt = 1; attempt < tries; attempt += 1) {
      media = failing(media, reason);
      expect(media.state).toBe('late');
    }
    expect(failing(media, reason)).toMatchObject({ state: 'unavailable', reason, dueAt: null });
  });

  it('spreads the next tries of many', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 9 }), (chance, attempts) => {
        const usual = failed({ ...awaited, attempts: attempts + 1 }, 'provider-failed', now, 0.5).dueAt!.getTime();
        const spread = failed({ ...awaited, attempts: attempts + 1 }, 'provider-failed', now, chance).dueAt!.getTime();
        expect(spread - now.getTime()).toBeGreaterThanOrEqual(Math.floor((usual - now.getTime()) * 0.75));
        expect(spread - now.getTime()).toBeLessThanOrEqual(Math.ceil((usual - now.getTime()) * 1.25));
      }),
    );
  });

  it('begins anew when somebody asks, sooner when it is late, and stays what it is when it is here', () => {
    const gone = failing(awaited, 'channel-gone');
    expect(askedAgain(gone, later(1))).toMatchObject({ state: 'awaited', attempts: 0, dueAt: later(1), reason: null });
    expect(askedAgain(failing(awaited, 'not-found'), later(1))).toMatchObject({ state: 'late', dueAt: later(1) });
    const here = stored(awaited, content, now);
    expect(askedAgain(here, later(1))).toBe(here);
  });

  it.each([refused(awaited, 'infected', now), refused(awaited, 'too-large', now), erased(awaited, now)])(
    'that was not let in, or was erased, does not come by asking',
    (media) => expect(() => askedAgain(media, now)).toThrow(Refusal),
  );

  it('that is erased while it may be being fetched is removed when whoever fetches it must be gone', () => {
    const underWay = tried(awaited, now);
    expect(erased(underWay, later(5)).dueAt).toEqual(later(5 + 900_000));
    expect(erased(failed(underWay, 'not-found', now, 0), later(5)).dueAt).toEqual(later(5 + 900_000));
    expect(erased(awaited, later(5)).dueAt).toEqual(later(5));
  });

  it('that is erased is nothing but that it was there, and its bytes are removed', () => {
    const gone = erased(stored(awaited, content, now), later(5));
    expect(gone).toMatchObject({
      state: 'erased',
      fileName: null,
      statedType: null,
      contentType: null,
      size: null,
      hash: null,
    });
    expect(gone.dueAt).toEqual(later(5));
  });
});

describe('a file that an agent attached', () => {
  const text = { messageId: 't9', conversationId: 'k1', channelId: 'c1' } as never;
  const upload = {
    id: 'm2',
    channelId: 'c1',
    conversationId: 'k1',
    fileName: 'a.jpg',
    statedType: null,
    uploadedBy: 'lena',
  };
  const here = uploaded(upload as never, content, now);

  it('leaves with a text of its conversation, once', () => {
    expect(mayLeaveWith([here], text)).toBe(true);
    expect(mayLeaveWith([attached(here, 't9' as never, 0, now)], text)).toBe(true);
    expect(mayLeaveWith([attached(here, 't8' as never, 0, now)], text)).toBe(false);
  });

  it.each<[string, Partial<Record<keyof Media, string>>]>([
    ['of another conversation', { conversationId: 'k2' }],
    ['of another channel', { channelId: 'c2' }],
    ["a customer's", { direction: 'in' }],
    ['one that was erased', { state: 'erased' }],
  ])('does not leave when it is %s', (_, changes) => {
    expect(mayLeaveWith([here, { ...here, ...(changes as Partial<Media>) }], text)).toBe(false);
  });
});
