import fc from 'fast-check';
import type { ConfigurationState, RetirementWay } from '#contracts';
import {
  active,
  type Life,
  refuseRetired,
  refuseWithChannels,
  removeUnused,
  restore,
  retire,
  type UsageReport,
} from './retirement.ts';

const now = new Date('2026-01-05T09:00:00.000Z');
const later = new Date('2026-01-05T10:00:00.000Z');
const inUse: Life = { version: 4, ...active, changedAt: now };
const users = ['gateway', 'conversations'];
const none = (version: number) => users.map((service) => ({ service, version, count: 0 }));

describe('what is retired', () => {
  it('is on its way out since then, one version later', () => {
    expect(retire(inUse, 'wait', later)).toEqual({
      version: 5,
      state: 'retiring',
      retiredHow: 'wait',
      retiredAt: later,
      changedAt: later,
    });
  });

  it('is as asked the second time', () => {
    const retiring = retire(inUse, 'wait', now);
    expect(retire(retiring, 'wait', later)).toBe(retiring);
  });

  it('may be closed after some waiting, and is on its way out since the first time', () => {
    expect(retire(retire(inUse, 'wait', now), 'close-all', later)).toMatchObject({
      version: 6,
      retiredHow: 'close-all',
      retiredAt: now,
    });
  });

  it('is in use again when it is restored', () => {
    const restored = restore(retire(inUse, 'wait', now), later);
    expect(restored).toEqual({ ...inUse, version: 6, changedAt: later });
    expect(restore(restored, later)).toBe(restored);
  });

  it('takes nothing new, and says which field would have used it', () => {
    expect(() => refuseRetired('workstream', retire(inUse, 'wait', now), 'workstreamId')).toThrow('is retiring');
    expect(() => refuseRetired('workstream', inUse, 'workstreamId')).not.toThrow();
  });
});

describe('what nothing uses any more', () => {
  const retiring = retire(inUse, 'wait', now);

  it('is removed', () => {
    expect(removeUnused(retiring, none(5), users, later)).toMatchObject({ state: 'removed', version: 6 });
  });

  it.each([
    ['nobody has counted', []],
    ['one has not counted', none(5).slice(1)],
    [
      'one still uses it',
      [
        { service: 'gateway', version: 5, count: 0 },
        { service: 'conversations', version: 5, count: 1 },
      ],
    ],
    ['one counted before it heard', [{ service: 'gateway', version: 4, count: 0 }, ...none(5).slice(1)]],
  ])('stays while %s', (_why, reports) => {
    expect(removeUnused(retiring, reports, users, later)).toBe(retiring);
  });

  it('stays in use when it was never retired', () => {
    expect(removeUnused(inUse, none(4), users, later)).toBe(inUse);
  });

  it('is gone for good', () => {
    const removed = removeUnused(retiring, none(5), users, later);
    expect(() => restore(removed, later)).toThrow('removed for good');
    expect(retire(removed, 'close-all', later)).toBe(removed);
  });
});

describe('whatever happens, in any order', () => {
  type Step =
    | { do: 'retire'; how: RetirementWay }
    | { do: 'restore' }
    | { do: 'report'; service: string; behind: number; count: number };
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ do: fc.constant('retire' as const), how: fc.constantFrom<RetirementWay>('wait', 'close-all') }),
    fc.record({ do: fc.constant('restore' as const) }),
    fc.record({
      do: fc.constant('report' as const),
      service: fc.constantFrom(...users),
      behind: fc.nat(1),
      count: fc.nat(2),
    }),
  );
  const mayFollow: Record<ConfigurationState, readonly ConfigurationState[]> = {
    active: ['active', 'retiring'],
    retiring: ['retiring', 'active', 'removed'],
    removed: ['removed'],
  };

  it('only steps of the picture are taken, each is one version, and only what nobody uses is removed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let thing = inUse;
        const reports = new Map<string, Pick<UsageReport, 'service' | 'version' | 'count'>>();
        for (const one of steps) {
          const before = thing;
          if (one.do === 'retire') thing = retire(thing, one.how, later);
          else if (one.do === 'restore') {
            if (thing.state === 'removed') expect(() => restore(thing, later)).toThrow();
            else thing = restore(thing, later);
          } else {
            const { service, behind, count } = one;
            reports.set(service, { service, version: thing.version - behind, count });
            thing = removeUnused(thing, [...reports.values()], users, later);
          }
          expect(mayFollow[before.state]).toContain(thing.state);
          expect(thing === before || thing.version === before.version + 1).toBe(true);
          expect(thing.retiredHow === null).toBe(thing.state === 'active');
          expect(thing.retiredAt === null).toBe(thing.state === 'active');
          if (thing.state === 'removed' && before.state !== 'removed')
            for (const service of users)
              expect(reports.get(service)).toEqual({ service, version: before.version, count: 0 });
        }
      }),
    );
  });
});

describe('an account or a workstream with channels', () => {
  const channel = (name: string, state: ConfigurationState = 'active') => ({ name, state });

  it('stays until they are gone, and says which', () => {
    expect(() => refuseWithChannels('account', [channel('Billing'), channel('Sales', 'retiring')])).toThrow(
      'Its channels go first: Billing, Sales (retiring).',
    );
    expect(() =>
      refuseWithChannels(
        'account',
        'ABCDEFG'.split('').map((name) => channel(name)),
      ),
    ).toThrow('A, B, C, D, E and 2 more.');
    expect(() => refuseWithChannels('workstream', [])).not.toThrow();
  });
});
