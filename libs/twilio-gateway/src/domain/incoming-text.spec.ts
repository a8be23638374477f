import fc from 'fast-check';
import { Refusal } from '#contracts';
import { readForm } from './form.ts';
import { readText, storable } from './incoming-text.ts';

const sent = (changes: Record<string, string | undefined> = {}) => {
  const fields = {
    MessageSid: 'SM00000000000000000000000000000001',
    From: '+14155550111',
    To: '+14252306549',
    Body: 'Hello',
    NumSegments: '1',
    ...changes,
  };
  const given = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return readForm(new URLSearchParams(given).toString());
};

describe("a customer's text", () => {
  it('is read from the form', () => {
    expect(readText(sent())).toEqual({
      sid: 'SM00000000000000000000000000000001',
      from: '+14155550111',
      to: '+14252306549',
      body: 'Hello',
      segments: 1,
      files: [],
    });
  });

  it.each(['12345', 'PARLEY', '+266696687', '447786205094', '2065550100', "McDonald's"])('may come from %s', (from) => {
    expect(readText(sent({ From: from })).from).toBe(from);
  });

  it('may be empty, as one that is only a picture', () => {
    expect(readText(sent({ Body: undefined })).body).toBe('');
  });

  it.each(['', 'many', '-1', '1.5', undefined])('has an unknown number of parts when Twilio says %j', (segments) => {
    expect(readText(sent({ NumSegments: segments })).segments).toBe(0);
  });

  it.each([
    ['MessageSid', undefined],
    ['MessageSid', ''],
    ['MessageSid', 'not a sid'],
    ['MessageSid', `SM${'0'.repeat(100)}`],
    ['From', undefined],
    ['From', ''],
    ['From', 'whatsapp:+14155550111'],
    ['To', undefined],
  ])('is refused with the name of the field when %s is %j', (name, value) => {
    const reading = () => readText(sent({ [name]: value }));
    expect(reading).toThrow(Refusal);
    expect(reading).toThrow(expect.objectContaining({ code: 'unreadable', field: name }));
  });

  it('keeps nothing that a database would choke on, and all the rest', () => {
    expect(storable('a\u0000b\ud800c\udc00d😀')).toBe('a\ufffdb\ufffdc\ufffdd😀');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
        (text) => {
          const kept = storable(text);
          expect(kept).not.toContain('\u0000');
          expect(kept).toBe(Buffer.from(text).toString().replaceAll('\u0000', '\ufffd'));
        },
      ),
    );
  });
});
