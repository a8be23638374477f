import fc from 'fast-check';
import { type CapacityProfileId, capacityProfileId } from '#contracts';
import {
  type Capacity,
  exceeding,
  hasRoom,
  isBlocked,
  load,
  type ProfileRoom,
  releasing,
  roomFor,
  taking,
} from './capacity.ts';

const [chat, calls] = [1, 2].map((n) => capacityProfileId.parse(`018f0000-0000-7000-8000-00000000000${n}`)) as [
  CapacityProfileId,
  CapacityProfileId,
];
const aRoom = (changes: Partial<ProfileRoom> = {}): ProfileRoom => ({
  limit: 2,
  used: 0,
  blocking: false,
  endOfDay: false,
  custom: false,
  ...changes,
});
const having = (capacityUsed: number, capacityTotal: number, profiles: Capacity['profiles'] = {}): Capacity => ({
  capacityUsed,
  capacityTotal,
  profiles,
});
const one = { units: 5, profileIds: [] };

describe('capacity by units', () => {
  it('has room for as many as fit: fifteen units are three conversations of five', () => {
    expect(roomFor(having(0, 15), one, 100)).toBe(3);
    expect(hasRoom(having(11, 15), one)).toBe(false);
    expect(hasRoom(having(10, 15), one)).toBe(true);
  });

  it('has no room at all when it is used up, not even for what takes nothing', () => {
    expect(hasRoom(having(15, 15), { units: 0, profileIds: [] })).toBe(false);
  });

  it('goes below nothing where work is forced, and says by how much', () => {
    expect(exceeding(having(12, 15), one)).toEqual({ units: 2, profiles: 0 });
    expect(taking(having(12, 15), one).capacityUsed).toBe(17);
  });
});

describe('capacity by profiles', () => {
  const both = { units: 0, profileIds: [chat, calls] };

  it('needs room in all of them, and takes of all of them', () => {
    const capacity = having(0, 0, { [chat]: aRoom({ used: 1 }), [calls]: aRoom() });
    expect(roomFor(capacity, both, 100)).toBe(1);
    expect(taking(capacity, both).profiles).toMatchObject({ [chat]: { used: 2 }, [calls]: { used: 1 } });
    expect(hasRoom(having(0, 6, { [chat]: aRoom() }), both)).toBe(false);
  });

  it('asks for no units where work is counted by profiles alone', () => {
    expect(hasRoom(having(6, 6, { [chat]: aRoom() }), { units: 0, profileIds: [chat] })).toBe(true);
  });

  it('lets nothing else be assigned when a blocking one is at its limit', () => {
    const capacity = having(0, 6, { [chat]: aRoom({ limit: 1, used: 1, blocking: true }), [calls]: aRoom() });
    expect(isBlocked(capacity)).toBe(true);
    expect(hasRoom(capacity, { units: 1, profileIds: [] })).toBe(false);
    expect(hasRoom(capacity, { units: 0, profileIds: [calls] })).toBe(false);
  });

  it('frees what is counted by the day at the end of the day only', () => {
    const capacity = having(0, 0, { [chat]: aRoom({ used: 1, endOfDay: true }), [calls]: aRoom({ used: 1 }) });
    expect(releasing(capacity, both).profiles).toMatchObject({ [chat]: { used: 1 }, [calls]: { used: 0 } });
  });
});

describe('how far capacity is used', () => {
  const full = aRoom({ used: 2 });
  it.each([
    ['no unit and no profile used', having(0, 6), 'unused'],
    ['some units', having(2, 6), 'partly'],
    ['all units', having(6, 6), 'full'],
    ['more than all units', having(8, 6), 'full'],
    ['all units, but a profile is not', having(6, 6, { [chat]: aRoom() }), 'partly'],
    ['a profile, but not all units', having(0, 6, { [chat]: full }), 'partly'],
    ['both', having(6, 6, { [chat]: full }), 'full'],
    ['one of several profiles that do not block', having(0, 0, { [chat]: full, [calls]: aRoom() }), 'partly'],
    ['all of several profiles', having(0, 0, { [chat]: full, [calls]: full }), 'full'],
    [
      'the one profile that blocks',
      having(0, 6, { [chat]: aRoom({ used: 2, blocking: true }), [calls]: aRoom() }),
      'full',
    ],
  ] as const)('%s', (_what, capacity, expected) => {
    expect(load(capacity)).toBe(expected);
  });
});

describe('whatever is taken and released', () => {
  const takes = fc.record({ units: fc.nat(5), profileIds: fc.subarray([chat, calls]) });
  const capacity = fc.record({
    capacityUsed: fc.nat(20),
    capacityTotal: fc.nat(20),
    profiles: fc.constant({ [chat]: aRoom({ limit: 5 }), [calls]: aRoom({ limit: 3 }) }),
  });

  it('releasing what was taken is as before', () => {
    fc.assert(
      fc.property(capacity, takes, (before, some) => {
        expect({ ...before, ...releasing({ ...before, ...taking(before, some) }, some) }).toEqual(before);
      }),
    );
  });

  it('taking only where there is room never goes beyond anything', () => {
    fc.assert(
      fc.property(capacity, fc.array(takes, { maxLength: 30 }), (before, all) => {
        const after = all.reduce((now, some) => (hasRoom(now, some) ? { ...now, ...taking(now, some) } : now), before);
        expect(after.capacityUsed).toBeLessThanOrEqual(Math.max(before.capacityUsed, before.capacityTotal));
        for (const { used, limit } of Object.values(after.profiles)) expect(used).toBeLessThanOrEqual(limit);
      }),
    );
  });

  it('there is room exactly where nothing would be exceeded, and for as many as it says', () => {
    fc.assert(
      fc.property(capacity, takes, (before, some) => {
        const count = roomFor(before, some, 100);
        expect(count > 0).toBe(hasRoom(before, some));
        const over = exceeding(before, some);
        if (count > 0) expect(over).toEqual({ units: 0, profiles: 0 });
      }),
    );
  });
});
