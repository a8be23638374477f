import { address, saidAddress, slug } from './ids.ts';

const plain = ['+14252306549', '+447400123456', '72345', '12345678', 'Parley', 'My Shop', 'A1'];
/** As networks show senders, and nobody types them. */
const asItComes = ['123456789', '14252306549', '123456789012345', "McDonald's", 'Café 1', 'T.Bank'];
const none = [
  '',
  '+0123456789',
  '+1 425',
  '12',
  'TwelveLetter',
  '+1425230654912345',
  '1234567890123456',
  '...',
  'a\nb',
];

describe('an address', () => {
  it.each([...plain, ...asItComes])('may be %s', (text) => expect(address.parse(text)).toBe(text));
  it.each([...none, 'whatsapp:+1'])('may not be %j', (text) => expect(address.safeParse(text).success).toBe(false));
});

describe('an address that somebody says', () => {
  it.each(plain)('may be %s', (text) => expect(saidAddress.parse(text)).toBe(text));
  it.each([...none, ...asItComes])('may not be %j', (text) => expect(saidAddress.safeParse(text).success).toBe(false));
});

describe('a slug', () => {
  it.each(['main', 'deliveries-line', 'queue-2'])('may be %s', (text) =>
    expect(slug.safeParse(text).success).toBe(true),
  );
  it.each(['', 'Main', 'a--b', '-a', 'a-', 'a b', 'é'])('may not be %j', (text) =>
    expect(slug.safeParse(text).success).toBe(false),
  );
});
