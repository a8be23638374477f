import fc from 'fast-check';
import { accountId, channelId } from '#contracts';
import {
  beginning,
  compared,
  follow,
  narrowed,
  nextWindow,
  type Pace,
  type Reconciliation,
  rested,
  secondsOf,
  stumbled,
} from './reconciliation.ts';

const id = channelId.parse('7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11');
const account = accountId.parse('7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13');
const pace: Pace = { everyMs: 300_000, onItsWayMs: 30_000, overlapMs: 1_800_000 };
const at = (time: string) => new Date(`2026-01-05T${time}Z`);
const later = (time: Date, ms: number) => new Date(time.getTime() + ms);
const finished = at('09:00:00.500');
const fresh = (changes: Partial<Reconciliation> = {}): Reconciliation => ({
  ...beginning({ channelId: id, accountId: account }, 'in', 1, finished, finished),
  ...changes,
});

/** Goes on until the round is done; `fits` says which windows one page can hold. Answers the windows that were compared. */
function round(begun: Reconciliation, now: Date, fits: (seconds: number) => boolean = () => true) {
  const windows: { from: Date; to: Date }[] = [];
  let one = begun;
  for (let asked = 0; asked < 10_000; asked += 1) {
    const window = nextWindow(one, now, pace);
    if (!window) return { one: rested(one, now, pace), windows, asked };
    if (secondsOf(window) > 1 && !fits(secondsOf(window))) one = narrowed(one, window);
    else {
      windows.push(window);
      one = compared(one, window, now, pace);
      if (one.cursor === null) return { one, windows, asked };
    }
  }
  throw new Error('The round has no end.');
}

describe('the first round after a channel is finished', () => {
  it('begins with the first second that is wholly after it', () => {
    expect(nextWindow(fresh(), at('10:00:00'), pace)?.from).toEqual(at('09:00:01'));
  });

  it('leaves the last half minute alone, whose texts may still come by themselves', () => {
    const now = at('10:00:00.700');
    expect(nextWindow(fresh(), now, pace)?.to).toEqual(at('09:59:30'));
    expect(nextWindow(fresh(), at('09:00:20'), pace)).toBeNull();
  });
});

describe('a later round', () => {
  it('goes over the half hour before the mark again', () => {
    const { one } = round(fresh(), at('12:00:00'));
    expect(one).toMatchObject({
      mark: at('11:59:31'),
      cursor: null,
      nextAt: at('12:05:00'),
      comparedAt: at('12:00:00'),
    });
    expect(nextWindow(one, at('12:05:00'), pace)).toEqual({ from: at('11:29:31'), to: at('12:04:30') });
  });

  it('after an outage is followed by another as soon as its last texts are on their way no longer', () => {
    const hurried = { ...round(fresh(), at('12:00:00')).one, hurried: true };
    const { one } = round(hurried, at('12:02:00'));
    expect(one).toMatchObject({ nextAt: at('12:02:31'), hurried: false });
  });

  it('goes on where the one before it was cut off', () => {
    const now = at('12:00:00');
    const window = nextWindow(fresh({ span: 60 }), now, pace)!;
    const cut = compared(fresh({ span: 60 }), window, now, pace);
    expect(nextWindow(cut, now, pace)!.from).toEqual(later(window.to, 1000));
  });
});

describe('a channel that is retired', () => {
  const retired = follow(fresh(), 2, false, at('11:00:00.500'));

  it('is compared up to the last second that was wholly before it, and then no more', () => {
    const { one, windows } = round(retired, at('12:00:00'));
    expect(windows.at(-1)!.to).toEqual(at('10:59:59'));
    expect(one.nextAt).toBeNull();
  });

  it('is compared again for a while, as the list may be late', () => {
    expect(round(retired, at('11:05:00')).one.nextAt).toEqual(at('11:10:00'));
  });

  it('and used again is compared from then on: what came in between stays away', () => {
    const restored = follow(retired, 3, true, at('11:30:00'));
    expect(restored).toMatchObject({ until: null, nextAt: at('11:30:00') });
    expect(nextWindow(restored, at('12:00:00'), pace)!.from).toEqual(at('11:30:00'));
  });

  it('stays retired when an older change is heard of later', () => {
    expect(follow(retired, 1, true, at('09:00:00'))).toEqual(retired);
    expect(follow(retired, 2, true, at('12:00:00'))).toEqual(retired);
  });

  it('before it was ever compared has no texts from before it was finished', () => {
    const one = follow(fresh(), 2, false, at('08:00:00'));
    expect(nextWindow(one, at('12:00:00'), pace)).toBeNull();
  });
});

describe('a list that Twilio does not give', () => {
  it('is asked for again after 5 s, twice as long each time, a quarter of an hour at most', () => {
    const waits: number[] = [];
    let one = fresh();
    for (let n = 0; n < 12; n += 1) {
      one = stumbled(one, '20003', finished, 1);
      waits.push((one.nextAt!.getTime() - finished.getTime()) / 1000);
    }
    expect(waits).toEqual([5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900, 900]);
    expect(one).toMatchObject({ failures: 12, problem: '20003', mark: finished });
  });

  it('is forgotten when it comes', () => {
    const one = round(stumbled(fresh(), '20003', finished, 1), at('12:00:00')).one;
    expect(one).toMatchObject({ failures: 0, problem: null });
  });
});

describe('whatever one page holds, and whenever it is looked', () => {
  const whenever = fc.array(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 8 });
  const pages = fc.integer({ min: 100, max: 5_000 });

  it('every second from the finish to almost now is compared, without a gap, and none before or later', () => {
    fc.assert(
      fc.property(whenever, pages, (waits, most) => {
        let [one, now] = [fresh(), finished];
        let seen = at('09:00:01').getTime();
        for (const wait of waits) {
          now = later(now, wait * 1000);
          const { one: next, windows } = round(one, now, (seconds) => seconds <= most);
          for (const [n, { from, to }] of windows.entries()) {
            expect(from.getTime()).toBeGreaterThanOrEqual(at('09:00:01').getTime());
            expect(from.getTime()).toBeLessThanOrEqual(seen);
            expect(to.getTime()).toBeLessThanOrEqual(now.getTime() - pace.onItsWayMs);
            if (n > 0) expect(from.getTime()).toBe(windows[n - 1]!.to.getTime() + 1000);
            seen = Math.max(seen, to.getTime() + 1000);
          }
          expect(next.mark.getTime()).toBeGreaterThanOrEqual(one.mark.getTime());
          one = next;
        }
        const settled = Math.floor((now.getTime() - pace.onItsWayMs) / 1000) * 1000;
        expect(seen).toBe(Math.max(at('09:00:01').getTime(), settled + 1000));
      }),
      { numRuns: 20 },
    );
  });

  it('a round asks at most some dozen times more than it has windows', () => {
    fc.assert(
      fc.property(pages, (most) => {
        const { windows, asked } = round(fresh(), later(finished, 86_400_000), (seconds) => seconds <= most * 100);
        expect(asked).toBeLessThanOrEqual(2 * windows.length + 20);
      }),
      { numRuns: 20 },
    );
  });
});
