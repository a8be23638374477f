import { jest } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { aKey, anIssuer, type Issuer, until } from '#testing';
import { AccessTokens, IssuerAway, TokenRefused } from './access-tokens.ts';
import { agentIdOf, TrustedIssuer } from './index.ts';

const trusting = ({ issuer }: { issuer: string }, more: Partial<TrustedIssuer> = {}) =>
  new AccessTokens(new TrustedIssuer({ issuer, audience: 'parley', clientId: 'parley-desk', ...more }));
const allButTheDate = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
] as const;
const seconds = (from: number) => Math.floor(Date.now() / 1000) + from;

describe('an access token', () => {
  let issuer: Issuer;
  let other: Issuer;
  let tokens: AccessTokens;
  beforeAll(async () => {
    [issuer, other] = await Promise.all([anIssuer(), anIssuer()]);
    tokens = trusting(issuer);
  });
  afterAll(() => Promise.all([issuer.stop(), other.stop()]));

  it('says who somebody is, in which roles, and until when', async () => {
    const exp = seconds(300);
    const { person, until } = await tokens.verify(
      await issuer.token({ sub: 'lena', name: 'Lena Marsh', roles: ['agent'], exp }),
    );
    expect(person).toEqual({
      issuer: issuer.issuer,
      subject: 'lena',
      name: 'Lena Marsh',
      roles: ['agent'],
      agentId: agentIdOf(issuer.issuer, 'lena'),
    });
    expect(until).toEqual(new Date(exp * 1000));
  });

  it('of a client that is no person is named after the client', async () => {
    const token = await issuer.token({ sub: 'parley-scripts', client_id: 'parley-scripts', name: undefined });
    expect((await tokens.verify(token)).person.name).toBe('parley-scripts');
  });

  it('for several audiences is good when we are one of them', async () => {
    await expect(tokens.verify(await issuer.token({ aud: ['other', 'parley'] }))).resolves.toBeDefined();
  });

  it('is forgiven a clock that is a few seconds off', async () => {
    await expect(tokens.verify(await issuer.token({ exp: seconds(-3), nbf: seconds(-10) }))).resolves.toBeDefined();
    await expect(tokens.verify(await issuer.token({ nbf: seconds(3) }))).resolves.toBeDefined();
  });

  it.each([
    ['has expired', { exp: seconds(-10) }, 'has expired'],
    ['is not good yet', { nbf: seconds(60) }, '"nbf"'],
    ['is for another audience', { aud: 'parley-desk' }, '"aud"'],
    ['never expires', { exp: undefined }, '"exp"'],
    ['is of nobody', { sub: undefined }, '"sub"'],
    ['calls itself of another issuer', { iss: 'https://evil.example' }, 'not of the issuer we trust'],
    ['calls itself of nobody', { iss: undefined }, 'not of the issuer we trust'],
  ])('is refused when it %s', async (_what, claims, reason) => {
    const refused = tokens.verify(await issuer.token(claims));
    await expect(refused).rejects.toBeInstanceOf(TokenRefused);
    await expect(refused).rejects.toThrow(reason);
  });

  it('that was believed is believed no longer than it is good', async () => {
    const token = await issuer.token({ exp: seconds(300) });
    await expect(tokens.verify(token)).resolves.toBeDefined();
    jest.useFakeTimers({ now: Date.now() + 310_000, doNotFake: [...allButTheDate] });
    try {
      await expect(tokens.verify(token)).rejects.toThrow('has expired');
    } finally {
      jest.useRealTimers();
    }
  });

  it('is refused when somebody else signed it', async () => {
    const stolen = { ...(await aKey()), kid: 'x' };
    await expect(tokens.verify(await issuer.token({}, stolen))).rejects.toThrow('not genuine');
    await expect(tokens.verify(await other.token({ iss: issuer.issuer }))).rejects.toThrow('not genuine');
  });

  it('is refused when nobody signed it', async () => {
    const token = new UnsecuredJWT({ iss: issuer.issuer, aud: 'parley', sub: 'x' }).setExpirationTime('1h').encode();
    await expect(tokens.verify(token)).rejects.toThrow(TokenRefused);
  });

  it('is refused when it was changed on the way', async () => {
    const [head, , signature] = (await issuer.token()).split('.');
    const claims = Buffer.from(
      JSON.stringify({ iss: issuer.issuer, aud: 'parley', sub: 'dana', exp: seconds(300), roles: ['administrator'] }),
    );
    await expect(tokens.verify(`${head}.${claims.toString('base64url')}.${signature}`)).rejects.toThrow('not genuine');
  });

  it.each(['', 'x', 'a.b.c', '...'])('is refused when it is none: "%s"', async (token) => {
    await expect(tokens.verify(token)).rejects.toThrow('cannot be read');
  });
});

describe('roles', () => {
  let issuer: Issuer;
  beforeAll(async () => void (issuer = await anIssuer()));
  afterAll(() => issuer.stop());

  it.each([
    ['a list', 'roles', { roles: ['agent', 'supervisor'] }, ['supervisor', 'agent']],
    ['words', 'roles', { roles: 'agent  administrator' }, ['administrator', 'agent']],
    ['a nested list', 'realm_access.roles', { realm_access: { roles: ['agent'] } }, ['agent']],
    [
      'a claim with dots in its name',
      'https://parley.example/roles',
      { 'https://parley.example/roles': ['agent'] },
      ['agent'],
    ],
    ['roles we do not know', 'roles', { roles: ['agent', 'uma_authorization', 7] }, ['agent']],
    ['nothing', 'roles', { roles: undefined }, []],
    ['nonsense', 'roles.of', { roles: 'of' }, []],
    ['a name of every object', 'constructor.name', {}, []],
  ])('may be said as %s', async (_what, rolesClaim, claims, roles) => {
    const { person } = await trusting(issuer, { rolesClaim }).verify(await issuer.token(claims));
    expect(person.roles).toEqual(roles);
  });
});

describe('an issuer', () => {
  it('that is not ours, with a path, another algorithm and nested roles, is as good as ours', async () => {
    const issuer = await anIssuer({ path: '/realms/house', alg: 'ES256', audience: 'contact-centre' });
    const tokens = trusting(issuer, { audience: 'contact-centre', rolesClaim: 'realm_access.roles' });
    const token = await issuer.token({
      sub: 'f:1:jo',
      name: undefined,
      preferred_username: 'jo',
      realm_access: { roles: ['supervisor'] },
    });
    expect((await tokens.verify(token)).person).toMatchObject({ name: 'jo', subject: 'f:1:jo', roles: ['supervisor'] });
    await issuer.stop();
  });

  it('may start after us', async () => {
    const issuer = await anIssuer();
    const tokens = trusting(issuer);
    issuer.goAway();
    await expect(tokens.verify(await issuer.token())).rejects.toBeInstanceOf(IssuerAway);
    issuer.comeBack();
    await expect(tokens.verify(await issuer.token())).resolves.toBeDefined();
    await issuer.stop();
  });

  it('is asked once, however many tokens come', async () => {
    const issuer = await anIssuer();
    const tokens = trusting(issuer);
    const many = await Promise.all(Array.from({ length: 20 }, () => issuer.token()));
    await Promise.all(many.map((token) => tokens.verify(token)));
    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/certs']);
    await issuer.stop();
  });

  it('is not asked at all about tokens that are not its own', async () => {
    const issuer = await anIssuer();
    const tokens = trusting(issuer);
    await expect(tokens.verify('a.b.c')).rejects.toThrow();
    await expect(tokens.verify(await issuer.token({ iss: 'https://evil.example' }))).rejects.toThrow();
    expect(issuer.asked).toEqual([]);
    await issuer.stop();
  });

  it('may change its key', async () => {
    const issuer = await anIssuer();
    const tokens = trusting(issuer);
    const old = await issuer.token();
    await tokens.verify(old);
    await issuer.changeKey();
    const fresh = await issuer.token();
    await until('the new key is known', () =>
      tokens.verify(fresh).then(
        () => true,
        () => false,
      ),
    );
    await expect(tokens.verify(old)).resolves.toBeDefined();
    await issuer.stop();
  });

  it('may be away for a while once its keys are known', async () => {
    const issuer = await anIssuer();
    const tokens = trusting(issuer);
    await tokens.verify(await issuer.token());
    issuer.goAway();
    await expect(tokens.verify(await issuer.token())).resolves.toBeDefined();
    await issuer.stop();
  });

  it('may be reached for its keys at another address than it calls itself', async () => {
    const issuer = await anIssuer();
    const seen = 'https://sign-in.example/oidc';
    const tokens = trusting({ issuer: seen }, { keysUrl: `${issuer.issuer}/certs` });
    await expect(tokens.verify(await issuer.token({ iss: seen }))).resolves.toBeDefined();
    await issuer.stop();
  });

  it('that calls itself something else is not believed', async () => {
    const issuer = await anIssuer();
    const alias = issuer.issuer.replace('127.0.0.1', 'localhost');
    await expect(trusting({ issuer: alias }).verify(await issuer.token({ iss: alias }))).rejects.toBeInstanceOf(
      IssuerAway,
    );
    await issuer.stop();
  });
});
