import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { signInView } from '#contracts';

const metadata = z.object({ authorization_endpoint: z.url(), token_endpoint: z.url() });
const tokens = z.object({
  access_token: z.string(),
  id_token: z.string().optional(),
  refresh_token: z.string().optional(),
});
export type Tokens = z.output<typeof tokens>;

/** A browser's cookies and its way of following redirects, for one sign-in. */
class Visitor {
  readonly cookies = new Map<string, string>();

  /** Follows redirects until a page answers, or until one leads to an address that starts with `until`. */
  async go(address: string, until: string, form?: Record<string, string>): Promise<{ url: URL; answer: Response }> {
    let url = new URL(address);
    let body = form && new URLSearchParams(form);
    for (let hops = 0; hops < 10; hops++) {
      const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(url, {
        redirect: 'manual',
        headers: { cookie },
        ...(body && { method: 'POST', body }),
      });
      body = undefined;
      for (const set of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
        if (value) this.cookies.set(name!, value);
        else this.cookies.delete(name!);
      }
      const location = answer.headers.get('location');
      if (!location) return { url, answer };
      url = new URL(location, url);
      if (url.href.startsWith(until)) return { url, answer };
    }
    throw new Error(`Signing in goes round in circles at ${url.origin}${url.pathname}.`);
  }
}

/** What a process says about signing in, and what its issuer says about itself. */
async function discover(baseUrl: string) {
  const asked = await fetch(`${baseUrl}/api/sign-in`);
  const signIn = signInView.parse(await asked.json());
  const found = await fetch(`${signIn.issuer}/.well-known/openid-configuration`);
  return { ...signIn, ...metadata.parse(await found.json()) };
}

async function exchange(endpoint: string, form: Record<string, string>): Promise<Tokens> {
  const answer = await fetch(endpoint, { method: 'POST', body: new URLSearchParams(form) });
  if (!answer.ok) throw new Error(`The token endpoint answered ${answer.status}: ${await answer.text()}`);
  return tokens.parse(await answer.json());
}

/** What a browser holds of a sign-in. */
export interface SignIn {
  readonly issuer: string;
  readonly clientId: string;
  readonly tokens: Tokens;
  /** By which the issuer knows the browser again, by their names. */
  readonly cookies: ReadonlyMap<string, string>;
}

/**
 * Signs a development person in at the process at `baseUrl`, the way a browser does it: authorization code with PKCE,
 * one click on the issuer's page. `desk` is where the desk is served, when that is not the address below the issuer.
 */
export async function signInOf(baseUrl: string, subject: string, desk?: string): Promise<SignIn> {
  const { issuer, clientId, scope, authorization_endpoint, token_endpoint } = await discover(baseUrl);
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const redirect_uri = `${desk ?? issuer.replace(/\/oidc$/, '')}/signed-in`;
  const request = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri,
    scope,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const visitor = new Visitor();
  const page = await visitor.go(`${authorization_endpoint}?${request}`, redirect_uri);
  const { url } = await visitor.go(page.url.href, redirect_uri, { person: subject });
  const code = url.searchParams.get('code');
  if (!code || url.searchParams.get('state') !== state) throw new Error(`${subject} could not sign in: ${url.search}`);
  const given = await exchange(token_endpoint, {
    grant_type: 'authorization_code',
    client_id: clientId,
    code,
    redirect_uri,
    code_verifier: verifier,
  });
  return { issuer, clientId, tokens: given, cookies: visitor.cookies };
}

/** The tokens of a sign-in as `signInOf` does it. */
export const tokensOf = async (baseUrl: string, subject: string, desk?: string): Promise<Tokens> =>
  (await signInOf(baseUrl, subject, desk)).tokens;

/** An access token of one of the development people: lena, diego, noor (agents), sofia (supervisor), dana (administrator). */
export const signInAs = async (baseUrl: string, subject: string): Promise<string> =>
  (await tokensOf(baseUrl, subject)).access_token;

/** New tokens for a refresh token, as the desk renews them. */
export async function renew(baseUrl: string, refreshToken: string): Promise<Tokens> {
  const { clientId, token_endpoint } = await discover(baseUrl);
  return exchange(token_endpoint, { grant_type: 'refresh_token', client_id: clientId, refresh_token: refreshToken });
}

/** An access token of `parley-scripts` (administrator) by client credentials. */
export async function scriptToken(baseUrl: string, secret: string): Promise<string> {
  const { token_endpoint } = await discover(baseUrl);
  const form = { grant_type: 'client_credentials', client_id: 'parley-scripts', client_secret: secret };
  return (await exchange(token_endpoint, form)).access_token;
}
