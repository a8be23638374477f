import { inspect } from 'node:util';
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import sdk from 'twilio';
import { getExpectedBodyHash, getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js';
import { accountId } from '#contracts';
import { readForm } from './domain/form.ts';
import { signedFields } from './signed-fields.ts';
import { OpenedAccount } from './opened-account.ts';

const token = 'a-token-that-must-stay-inside';
const account = new OpenedAccount(
  {
    id: accountId.parse('7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11'),
    version: 1,
    provider: 'twilio',
    key: 'north',
    accountSid: 'AC1',
    numbers: [],
  },
  token,
);
const bodyOf = (params: Record<string, string | string[]>) =>
  new URLSearchParams(
    Object.entries(params).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString();

const text = fc.string({ unit: 'binary', maxLength: 12 });
const name = fc.oneof(fc.constantFrom('Body', 'From', 'To', 'FromCity', 'AddOns', 'a', 'A', '1', 'ä', '+'), text);
const value = fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 4 }));
const params = fc.uniqueArray(fc.tuple(name, value), { maxLength: 12, selector: ([key]) => key }).map((entries) => {
  const made: Record<string, string | string[]> = Object.create(null);
  for (const [key, one] of entries) made[key] = one;
  return made;
});
const url = fc
  .tuple(
    fc.constantFrom('https://', 'http://'),
    fc.constantFrom('parley.example', 'user:pass@parley.example', '127.0.0.1', '[::1]'),
    fc.constantFrom('', ':8443', ':443', ':80', ':3000'),
    fc.constantFrom('', '/desk', '/a/b', "/it's", '/a/../b'),
    fc.constantFrom('', '?', '?x=1', '?x=1&y=a%20b', '?q=it%27s', "?q=it's", '?q=a+b&q=ä', '?q'),
  )
  .map(
    ([scheme, host, port, prefix, query]) => `${scheme}${host}${port}${prefix}/webhooks/twilio/north/messages${query}`,
  );

describe("Twilio's signature", () => {
  it('is accepted over any fields and any address', () => {
    fc.assert(
      fc.property(url, params, (signedUrl, fields) => {
        const signature = getExpectedTwilioSignature(token, signedUrl, fields);
        expect(account.signed(signature, signedUrl, readForm(bodyOf(fields)))).toBe(true);
      }),
    );
  });

  it("is judged as Twilio's own validator judges it, whatever was signed and whatever came", () => {
    const withToken = fc.constantFrom(token, 'another-token');
    fc.assert(
      fc.property(url, url, params, params, withToken, fc.boolean(), (a, b, fields, others, signer, same) => {
        const signature = getExpectedTwilioSignature(signer, a, fields);
        const came = same ? fields : others;
        const expected = sdk.validateRequest(token, signature, b, came);
        expect(account.signed(signature, b, readForm(bodyOf(came)))).toBe(expected);
      }),
    );
  });

  it.each([
    ['without the port that was configured', 'https://parley.example/m', 'https://parley.example:8443/m'],
    ['with the port that https implies', 'https://parley.example:443/m', 'https://parley.example/m'],
    ['with the port that http implies', 'http://parley.example:80/m', 'http://parley.example/m'],
    ['as the standard writes its query', 'https://parley.example/m?q=it%27s', "https://parley.example/m?q=it's"],
    ['with its query encoded anew', 'https://parley.example/m?q=a%20b', 'https://parley.example/m?q=a+b'],
  ])('may be over the address %s', (_, signed, configured) => {
    const signature = createHmac('sha1', token).update(`${signed}Bodyhi`).digest('base64');
    expect(account.signed(signature, configured, readForm('Body=hi'))).toBe(true);
    expect(sdk.validateRequest(token, signature, configured, { Body: 'hi' })).toBe(true);
  });

  it('is over the address without the fragment that tells Twilio how to try', () => {
    const configured = 'https://parley.example/m?x=1#rc=2&rp=5xx,rt';
    const over = (address: string) => createHmac('sha1', token).update(`${address}Bodyhi`).digest('base64');
    const isSigned = (signature: string) => account.signed(signature, configured, readForm('Body=hi'));
    expect(isSigned(over('https://parley.example/m?x=1'))).toBe(true);
    expect(isSigned(over(configured))).toBe(false);
  });

  it('covers of a JSON body the hash that the address carries, and of a form each field', () => {
    const body = fc.oneof(fc.json(), text);
    const type = fc.constantFrom('application/json', 'application/json; charset=utf-8', 'Application/JSON');
    fc.assert(
      fc.property(
        url,
        body,
        body,
        type,
        fc.boolean(),
        fc.boolean(),
        (address, one, other, contentType, same, hashed) => {
          const hash = hashed ? `bodySHA256=${getExpectedBodyHash(one)}` : 'x=1';
          const configured = `${address}${address.includes('?') ? '&' : '?'}${hash}`;
          const signature = getExpectedTwilioSignature(token, configured, {});
          const came = same ? one : other;
          const covered = signedFields({ url: configured, contentType, body: Buffer.from(came) });
          const isSigned = covered !== undefined && account.signed(signature, configured, covered);
          expect(isSigned).toBe(sdk.validateRequestWithBody(token, signature, configured, came));
          expect(isSigned).toBe(hashed && one === came);
        },
      ),
    );
  });

  it.each([
    ['another port', 'https://parley.example:9443/m'],
    ['another path', 'https://parley.example:8443/n'],
    ['another query', 'https://parley.example:8443/m?x=1'],
    ['another scheme', 'http://parley.example:8443/m'],
    ['another host', 'https://elsewhere.example:8443/m'],
  ])('is refused over %s', (_, signed) => {
    const signature = createHmac('sha1', token).update(`${signed}Bodyhi`).digest('base64');
    expect(account.signed(signature, 'https://parley.example:8443/m', readForm('Body=hi'))).toBe(false);
  });

  it.each(['', ' ', 'x', '=', 'a'.repeat(28), 'ü'.repeat(28)])('is refused when it is %j', (signature) => {
    expect(account.signed(signature, 'https://parley.example/m', readForm('Body=hi'))).toBe(false);
  });
});

describe('an opened account', () => {
  const noon = new Date('2026-01-05T12:00:00Z');
  let now = noon;
  const replaced = { authToken: 'a-replaced-token', validUntil: noon };
  const rotated = new OpenedAccount(account, token, [replaced], () => now);

  it('shows its tokens to no log and no JSON', () => {
    for (const one of [account, rotated]) {
      const shown = JSON.stringify(one) + inspect(one, { depth: 9, showHidden: true });
      expect(shown).not.toContain(token);
      expect(shown).not.toContain(replaced.authToken);
    }
  });

  it('sends with its API key, which verifies nothing: Twilio goes on signing with the token', () => {
    const key = { sid: 'SK1', secret: 'a-secret-of-a-key' };
    const withKey = new OpenedAccount(
      account,
      token,
      [],
      () => now,
      () => key,
    );
    const url = 'https://parley.example/m';
    const signedWith = (secret: string) =>
      withKey.signed(getExpectedTwilioSignature(secret, url, {}), url, readForm(''));
    expect([signedWith(token), signedWith(key.secret)]).toEqual([true, false]);
    expect(withKey.sendingCredentials()).toEqual({ username: 'SK1', password: key.secret });
  });

  it('believes a replaced token until its time is over, and asks with the new one', () => {
    const url = 'https://parley.example/m';
    const signedWith = (key: string) => rotated.signed(getExpectedTwilioSignature(key, url, {}), url, readForm(''));
    now = new Date(noon.getTime() - 1);
    expect([signedWith(token), signedWith(replaced.authToken), signedWith('another')]).toEqual([true, true, false]);
    now = noon;
    expect([signedWith(token), signedWith(replaced.authToken)]).toEqual([true, false]);
    expect(rotated.credentials()).toEqual({ username: 'AC1', password: token });
  });
});
