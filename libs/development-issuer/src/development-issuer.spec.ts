import { jest } from '@jest/globals';
import { mkdtemp, stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { renew, scriptToken, signInAs, tokensOf } from '#testing';
import { type DevelopmentIssuer, developmentIssuer, developmentPeople } from './index.ts';

jest.setTimeout(30_000); // keys are made anew, on a machine that may be busy

/** A process that has nothing but the issuer and the address where to sign in. */
async function aProcessWith(folder: string, prefix = '') {
  let issuer: DevelopmentIssuer;
  const server: Server = createServer((request, response) => {
    // what a proxy with a path prefix does
    request.url = request.url!.slice(prefix.length);
    if (issuer.owns(request.url.split('?', 1)[0]!)) return issuer.handle(request, response);
    response.end(
      JSON.stringify({
        issuer: issuer.issuer,
        clientId: 'parley-desk',
        audience: 'parley',
        scope: 'openid profile offline_access',
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}${prefix}`;
  issuer = await developmentIssuer({ publicBaseUrl: base, folder });
  return { base, issuer, stop: () => new Promise((resolve) => (server.close(resolve), server.closeAllConnections())) };
}
const folder = () => mkdtemp(join(tmpdir(), 'parley-issuer-'));
const page = async (base: string) => {
  const query = new URLSearchParams({
    client_id: 'parley-desk',
    response_type: 'code',
    redirect_uri: `${base}/signed-in`,
    scope: 'openid',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  });
  const begun = await fetch(`${base}/oidc/auth?${query}`, { redirect: 'manual' });
  const cookie = begun.headers
    .getSetCookie()
    .map((set) => set.split(';', 1)[0])
    .join('; ');
  return { url: new URL(begun.headers.get('location')!, base).href, cookie };
};

describe('the development issuer', () => {
  let process_: Awaited<ReturnType<typeof aProcessWith>>;
  let kept: string;
  beforeAll(async () => {
    kept = await folder();
    process_ = await aProcessWith(kept);
  });
  afterAll(() => process_.stop());
  const verify = (token: string, { base, issuer } = process_) =>
    jwtVerify(token, createRemoteJWKSet(new URL(`${base}/oidc/jwks`)), { issuer: issuer.issuer, audience: 'parley' });

  it.each(developmentPeople)('signs $name in with one click and says the role', async ({ subject, name, role }) => {
    const { payload } = await verify(await signInAs(process_.base, subject));
    expect(payload).toMatchObject({ sub: subject, name, roles: [role] });
  });

  it('tells the desk in the id token who signed in', async () => {
    const { id_token } = await tokensOf(process_.base, 'lena');
    expect(decodeJwt(id_token!)).toMatchObject({
      sub: 'lena',
      name: 'Lena Marsh',
      roles: ['agent'],
      aud: 'parley-desk',
    });
  });

  it('renews without asking, and a renewal is good only once', async () => {
    const first = await tokensOf(process_.base, 'diego');
    const second = await renew(process_.base, first.refresh_token!);
    expect((await verify(second.access_token)).payload).toMatchObject({ sub: 'diego', roles: ['agent'] });
    expect(second.refresh_token).not.toBe(first.refresh_token);
    await expect(renew(process_.base, first.refresh_token!)).rejects.toThrow('invalid_grant');
  });

  it('gives scripts an administrator’s token for their secret alone', async () => {
    const { payload } = await verify(await scriptToken(process_.base, process_.issuer.scriptsSecret));
    expect(payload).toMatchObject({ client_id: 'parley-scripts', roles: ['administrator'] });
    await expect(scriptToken(process_.base, 'guessed')).rejects.toThrow('invalid_client');
  });

  it('shows a page without scripts that loads nothing and leads only back to the desk', async () => {
    const { url, cookie } = await page(process_.base);
    const answer = await fetch(url, { headers: { cookie } });
    const html = await answer.text();
    for (const { name } of developmentPeople) expect(html).toContain(name);
    expect(html).toContain('This is the development sign-in');
    expect(html).not.toContain('<script');
    const policy = answer.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`form-action 'self' ${process_.base}`);
  });

  it('asks again when the button is of nobody it knows', async () => {
    const { url, cookie } = await page(process_.base);
    const answer = await fetch(url, {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ person: 'mallory' }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('Sign in to Parley');
  });

  it('says so when a sign-in comes back without its cookie', async () => {
    const { url } = await page(process_.base);
    const answer = await fetch(url);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('begun too long ago or in another browser');
  });

  it('refuses to send anybody elsewhere than to the desk', async () => {
    const query = new URLSearchParams({
      client_id: 'parley-desk',
      response_type: 'code',
      redirect_uri: 'https://evil.example/',
      scope: 'openid',
    });
    const answer = await fetch(`${process_.base}/oidc/auth?${query}`, { redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('redirect_uri');
  });

  it('keeps its keys over a restart, in a file that is its owner’s alone', async () => {
    const token = await signInAs(process_.base, 'lena');
    const again = await aProcessWith(kept);
    await jwtVerify(token, createRemoteJWKSet(new URL(`${again.base}/oidc/jwks`)));
    expect(again.issuer.scriptsSecret).toBe(process_.issuer.scriptsSecret);
    expect((await stat(join(kept, 'issuer.json'))).mode & 0o777).toBe(0o600);
    await again.stop();
  });
});

describe('the development issuer behind a proxy that adds a path', () => {
  it('signs in all the same', async () => {
    const process_ = await aProcessWith(await folder(), '/parley');
    expect(decodeJwt(await signInAs(process_.base, 'sofia'))).toMatchObject({
      iss: `${process_.base}/oidc`,
      roles: ['supervisor'],
    });
    await process_.stop();
  });
});

describe('the development issuer in production', () => {
  const before = process.env['NODE_ENV'];
  beforeAll(() => void (process.env['NODE_ENV'] = 'production'));
  afterAll(() => void (process.env['NODE_ENV'] = before));

  it('refuses to start, because it lets everybody in', async () => {
    const settings = { publicBaseUrl: 'https://parley.example', folder: await folder() };
    await expect(developmentIssuer(settings)).rejects.toThrow('without a password');
  });

  it('starts when it was told that it may', async () => {
    const settings = { publicBaseUrl: 'https://parley.example', folder: await folder(), allowInProduction: true };
    expect((await developmentIssuer(settings)).issuer).toBe('https://parley.example/oidc');
  });
});
