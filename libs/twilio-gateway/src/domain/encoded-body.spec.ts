import fc from 'fast-check';
import { decodedBody } from './encoded-body.ts';

const encoded = (words: string) => Buffer.from(words).toString('base64');
const words = 'My parcel “4711” has not come, and nobody answers the telephone 😟';

describe('a body that Twilio brings as base64', () => {
  it('is what the customer wrote', () => {
    expect(decodedBody(encoded(words))).toBe(words);
    expect(decodedBody(`${encoded(words)}\r`)).toBe(words);
    expect(decodedBody(encoded(words).replace(/(.{76})/g, '$1\r\n'))).toBe(words);
  });

  it('may be cut off, even within a character', () => {
    for (let length = 60; length < encoded(words).length; length += 1)
      expect(words.startsWith(decodedBody(encoded(words).slice(0, length)))).toBe(true);
  });
});

describe('any other body', () => {
  it.each([
    'Where is my parcel?',
    'a'.repeat(80),
    'https'.repeat(20),
    encoded('Short'),
    encoded('OneWordThatIsSoLongThatItsBase64IsLongerThanSixtyCharacters'),
    encoded('Bytes that are no text \u0000 of anybody at all, whatever they are'),
    encoded(words).replace(/^./, ' '),
    `${encoded(words)} is what I got`,
  ])('stays as it is: %j', (body) => expect(decodedBody(body)).toBe(body));

  it('stays as it is, tokens of any kind too', () => {
    const token = fc.string({
      unit: fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'),
      minLength: 60,
      maxLength: 200,
    });
    fc.assert(fc.property(token, (body) => expect(decodedBody(body)).toBe(body)));
  });
});
