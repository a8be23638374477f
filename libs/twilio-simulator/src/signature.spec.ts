import fc from 'fast-check';
import { extraParameters, type Parameters } from './domain/parameters.ts';
import { sign } from './signature.ts';
import { validateRequest } from './testing/sdk.ts';

const token = 'a token for tests';

/** As a web framework hands a form to the SDK: a repeated name has a list. */
const formOf = (parameters: Parameters) => {
  const form = new Map<string, string[]>();
  for (const [name, value] of parameters) form.set(name, [...(form.get(name) ?? []), value]);
  return Object.fromEntries([...form].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
};
const accepts = (url: string, parameters: Parameters) =>
  validateRequest(token, sign(token, url, parameters), url, formOf(parameters));

describe('a signature', () => {
  it.each([
    ['a plain form', [['Body', 'Hello']]],
    [
      'blank values',
      [
        ['FromCity', ''],
        ['Body', ''],
      ],
    ],
    [
      'repeated names',
      [
        ['Tag', 'two'],
        ['Tag', 'one'],
        ['Tag', 'two'],
      ],
    ],
    ['unknown names', [['Nobody knows', 'this']]],
    ['letters beyond ASCII', [['Body', 'Größe ✓ 🙏🏽 שלום']]],
    [
      'plus signs, percent signs and spaces',
      [
        ['From', '+14255550148'],
        ['Body', 'a+b %20 c'],
      ],
    ],
    ['space at the ends', [['Body', '  padded  ']]],
    ['all of them', extraParameters],
  ] as [string, Parameters][])('over %s is accepted by the SDK', (_what, parameters) => {
    expect(accepts('https://parley.example/webhooks/twilio/k/messages', parameters)).toBe(true);
  });

  it.each([
    'https://parley.example/in?tenant=a%20b&empty=',
    'https://parley.example/in?name=O%27Hara&plus=a+b',
    'https://parley.example:8443/in',
    'http://parley.example:3000/prefix/in?x=1',
    'https://user:pass@parley.example/in',
    "https://parley.example/it's/in",
  ])('for %s is accepted by the SDK', (url) => {
    expect(accepts(url, [['Body', 'Hello']])).toBe(true);
  });

  it('is accepted for any form', () => {
    const parameters = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })));
    fc.assert(fc.property(parameters, (form) => accepts('https://parley.example/in', form)));
  });

  it('is refused when a value, the address or the token is another', () => {
    const url = 'https://parley.example/in';
    const signature = sign(token, url, [['Body', 'Hello']]);
    expect(validateRequest(token, signature, url, { Body: 'Hello ' })).toBe(false);
    expect(validateRequest(token, signature, `${url}#rc=3`, { Body: 'Hello' })).toBe(false);
    expect(validateRequest('another token', signature, url, { Body: 'Hello' })).toBe(false);
  });
});
