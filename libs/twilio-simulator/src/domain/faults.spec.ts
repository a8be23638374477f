import fc from 'fast-check';
import { type Fault, type FaultRequest, find, strike, type Subject } from './faults.ts';

const subject: Subject = { account: 'AC1', number: '+14252306549', customer: '+14255550148' };
const faults = (...requests: FaultRequest[]): Fault[] =>
  requests.map((request, index) => ({ ...request, id: String(index) }));
const never = () => 1;
const always = () => 0;
const codes = (struck: readonly Fault[]) => struck.map((fault) => ('code' in fault ? fault.code : null));

describe('a fault', () => {
  it('hits everybody when it is aimed at nobody', () => {
    expect(strike(faults({ kind: 'slow' }), 'delivery', subject, never).struck).toHaveLength(1);
  });

  it.each([
    [{ customer: '+12065550173' }],
    [{ number: '+18005550100' }],
    [{ account: 'AC2' }],
    [{ customer: '+14255550148', account: 'AC2' }],
  ])('aimed at %j spares everybody else', (aim) => {
    expect(strike(faults({ kind: 'slow', ...aim }), 'delivery', subject, never).struck).toEqual([]);
  });

  it('strikes only on its own occasion', () => {
    const set = faults({ kind: 'slow' }, { kind: 'refuse', code: 20429 }, { kind: 'webhook-missing' });
    expect(strike(set, 'request', { ...subject, door: 'create' }, never).struck.map(({ kind }) => kind)).toEqual([
      'refuse',
    ]);
    expect(strike(set, 'text', subject, never).struck.map(({ kind }) => kind)).toEqual(['webhook-missing']);
  });

  it('of the REST interface concerns sending only, unless it says more', () => {
    const set = faults({ kind: 'refuse', code: 20429 });
    expect(strike(set, 'request', { ...subject, door: 'other' }, never).struck).toEqual([]);
    const any = faults({ kind: 'refuse', code: 20503, door: 'any' });
    expect(strike(any, 'request', { ...subject, door: 'other' }, never).struck).toHaveLength(1);
  });

  it('strikes as often as it is told and is gone then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 30 }), (next, texts) => {
        let left = faults({ kind: 'slow', next });
        let struck = 0;
        for (let text = 0; text < texts; text += 1) {
          const outcome = strike(left, 'delivery', subject, never);
          struck += outcome.struck.length;
          left = outcome.left;
        }
        expect(struck).toBe(Math.min(next, texts));
        expect(left).toHaveLength(texts >= next ? 0 : 1);
      }),
    );
  });

  it('leaves its turn to the next one when chance spares the text', () => {
    const set = faults({ kind: 'outcome', status: 'failed', code: 30007, chance: 0.2, next: 1 });
    expect(strike(set, 'delivery', subject, () => 0.2)).toEqual({ struck: [], left: set });
    expect(strike(set, 'delivery', subject, always).left).toEqual([]);
  });
});

describe('several faults', () => {
  it('of one kind strike one text each, oldest first', () => {
    const set = faults(
      { kind: 'outcome', status: 'undelivered', code: 30003, next: 1 },
      { kind: 'outcome', status: 'undelivered', code: 30005, next: 1 },
    );
    const one = strike(set, 'delivery', subject, never);
    const two = strike(one.left, 'delivery', subject, never);
    expect([codes(one.struck), codes(two.struck), two.left]).toEqual([[30003], [30005], []]);
  });

  it('of different kinds add up on one text', () => {
    const set = faults({ kind: 'callback-twice' }, { kind: 'slow' }, { kind: 'bad-signature' });
    expect(strike(set, 'delivery', subject, never).struck).toHaveLength(3);
  });

  it('of a request do not: it can fail in one way only, and the others wait', () => {
    const set = faults({ kind: 'reset', next: 1 }, { kind: 'refuse', code: 20429, next: 1 });
    const { struck, left } = strike(set, 'request', { ...subject, door: 'create' }, never);
    expect(struck.map(({ kind }) => kind)).toEqual(['reset']);
    expect(left.map(({ kind }) => kind)).toEqual(['refuse']);
  });

  it('are found by their kind', () => {
    expect(find(faults({ kind: 'slow', ms: 5 }, { kind: 'hang' }), 'slow')).toMatchObject({ ms: 5 });
    expect(find([], 'slow')).toBeUndefined();
  });
});
