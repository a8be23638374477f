import fc from 'fast-check';
import { readTwiml } from './twiml.ts';

const xml = (body: string) => readTwiml(200, 'text/xml; charset=utf-8', body);

describe('the answer to a webhook', () => {
  it.each([
    '<Response/>',
    '<Response></Response>',
    '<?xml version="1.0" encoding="UTF-8"?>\n<Response>\n</Response>\n',
    '<!-- hi --><Response />',
  ])('%j says nothing', (body) => {
    expect(xml(body)).toEqual({ replies: [], code: null });
  });

  it('texts back what stands in Message, with its entities resolved', () => {
    expect(xml('<Response><Message>Tea &amp; cake &#x1F370; &lt;3</Message></Response>').replies).toEqual([
      { body: 'Tea & cake 🍰 <3', to: null, from: null, media: [] },
    ]);
  });

  it('reads body, pictures, sender and recipient, CDATA and more than one text', () => {
    const body = `<Response>
      <Message to="+14155550100" from='+14252306549'><Body>One</Body><Media>https://parley.example/a.png</Media></Message>
      <Sms><![CDATA[Two <b>]]></Sms><Message></Message>
    </Response>`;
    expect(xml(body).replies).toEqual([
      { body: 'One', to: '+14155550100', from: '+14252306549', media: ['https://parley.example/a.png'] },
      { body: 'Two <b>', to: null, from: null, media: [] },
    ]);
  });

  it.each([
    ['<Response>', 12100],
    ['<Response></response>', 12100],
    ['<Response/><Response/>', 12100],
    ['hello', 12100],
    ['', 12100],
    ['<a b=c></a>', 12100],
    ['<html></html>', 12200],
  ])('%j is the error %i', (body, code) => {
    expect(xml(body)).toEqual({ replies: [], code });
  });

  it('must be XML by its type, and not too long', () => {
    expect(readTwiml(200, 'text/plain', 'ok').code).toBe(12300);
    expect(readTwiml(200, 'application/json', '{}').code).toBe(12300);
    expect(readTwiml(200, '', '').code).toBe(11200);
    expect(xml(`<Response>${' '.repeat(64 * 1024)}</Response>`).code).toBe(11750);
    expect(readTwiml(204, '', '').code).toBeNull();
  });

  it('never breaks the reader', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('<', '>', '/', 'Response', ' ', '"', '&', ';', '<!--', '-->', 'a="b"', 'x')),
        (parts) => {
          expect(() => xml(parts.join(''))).not.toThrow();
        },
      ),
    );
  });
});
