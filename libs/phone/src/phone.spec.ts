import fc from 'fast-check';
import { address } from '#contracts';
import { countryOf, normaliseNumber } from './phone.ts';

describe('a support number', () => {
  it.each([
    ['14252306549', 'long-code', '+14252306549'],
    ['+14252306549', 'long-code', '+14252306549'],
    [' +14252306549 ', 'long-code', '+14252306549'],
    ['18335550133', 'toll-free', '+18335550133'],
    ['72345', 'short-code', '72345'],
    ['447400123456', 'long-code', '+447400123456'],
  ] as const)('typed as %j for a %s is kept as %s', (typed, type, kept) => {
    expect(normaliseNumber(typed, type)).toMatchObject({ ok: true, address: kept });
  });

  it.each([
    ['1 (425) 230-6549', 'long-code', 'digits only'],
    ['+1 425 230 6549', 'long-code', 'digits only'],
    ['1425', 'long-code', 'exists'],
    ['10000000000', 'long-code', 'exists'],
    ['', 'long-code', 'digits only'],
    ['14252306549', 'toll-free', 'not a toll-free'],
    ['18335550133', 'long-code', 'toll-free number'],
    ['14252306549', 'short-code', '3 to 8'],
    ['12', 'short-code', '3 to 8'],
  ] as const)('typed as %j for a %s is refused: %s', (typed, type, why) => {
    expect(normaliseNumber(typed, type)).toEqual({ ok: false, why: expect.stringContaining(why) });
  });

  it('is either refused with a sentence or kept as an address, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('long-code', 'short-code', 'toll-free'), (typed, type) => {
        const normalised = normaliseNumber(typed, type);
        if (normalised.ok) expect(address.safeParse(normalised.address).success).toBe(true);
        else expect(normalised.why).not.toBe('');
      }),
    );
  });

  it('is kept the same when it is typed the way it is kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2_000_000, max: 9_999_999 }), (line) => {
        const once = normaliseNumber(`1425${line}`, 'long-code');
        if (once.ok) expect(normaliseNumber(once.address, 'long-code')).toEqual(once);
      }),
    );
  });
});

describe('the country of a customer', () => {
  it.each([
    ['+14252306549', 'US'],
    ['+16045550123', 'CA'],
    ['+447400123456', 'GB'],
    ['72345', null],
    ['Parley', null],
  ])('%s is %s', (from, country) => {
    expect(countryOf(address.parse(from))).toBe(country);
  });
});
