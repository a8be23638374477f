import { address, slug } from './ids.ts';

describe('an address', () => {
  it.each(['+14252306549', '+447400123456', '72345', '12345678', 'Parley', 'My Shop', 'A1'])('may be %s', (text) => {
    expect(address.safeParse(text).success).toBe(true);
  });
  it.each(['', '14252306549', '+0123456789', '+1 425', '12', '123456789', 'TwelveLetter', 'née', '+1425230654912345'])(
    'may not be %j',
    (text) => {
      expect(address.safeParse(text).success).toBe(false);
    },
  );
});

describe('a slug', () => {
  it.each(['main', 'deliveries-line', 'queue-2'])('may be %s', (text) =>
    expect(slug.safeParse(text).success).toBe(true),
  );
  it.each(['', 'Main', 'a--b', '-a', 'a-', 'a b', 'é'])('may not be %j', (text) =>
    expect(slug.safeParse(text).success).toBe(false),
  );
});
