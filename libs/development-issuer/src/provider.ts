import { type Configuration, errors, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Kept } from './kept.ts';
import { MemoryAdapter } from './memory-adapter.ts';
import { policy, problemPage, signedOutPage, signOutPage } from './pages.ts';
import { personBySubject } from './people.ts';

/** OAuth wants an absolute URI for what a token is good for; the tokens themselves say the audience. */
const resource = 'urn:parley:api';
const hour = 3600;
const twoWeeks = 14 * 24 * hour;

export interface ProviderSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly kept: Kept;
  /** Where desks are served, without a slash at the end; the first one is where people are sent back to. */
  readonly desks: readonly [string, ...string[]];
}

/** The client the desk signs in with, and the one for scripts. */
export const deskClientId = 'parley-desk';
export const scriptsClientId = 'parley-scripts';

/** The issuer itself: npm `oidc-provider`, set up for one desk, five people and scripts. */
export function aProvider(settings: ProviderSettings): Provider {
  const provider = new Provider(settings.issuer, configurationOf(settings));
  // the public address decides, whatever proxy stands before us; the caller says it in x-forwarded-*
  provider.proxy = true;
  return provider;
}

function configurationOf({ issuer, audience, kept, desks }: ProviderSettings): Configuration {
  const origins = desks.map((desk) => new URL(desk).origin);
  const page = (ctx: KoaContextWithOIDC, html: string): void => {
    ctx.type = 'html';
    ctx.set('content-security-policy', policy(origins));
    ctx.body = html;
  };
  return {
    adapter: MemoryAdapter.factory(),
    interactions: { url: (_ctx, { uid }) => `${new URL(issuer).pathname}/interaction/${uid}` },
    jwks: { keys: [...kept.keys] },
    cookies: {
      keys: [kept.cookieSecret],
      names: { session: 'parley_issuer', interaction: 'parley_signing_in', resume: 'parley_signing_in_resume' },
    },
    clients: [
      {
        client_id: deskClientId,
        token_endpoint_auth_method: 'none',
        redirect_uris: desks.flatMap((desk) => ['/signed-in', '/'].map((path) => desk + path)),
        post_logout_redirect_uris: desks.flatMap((desk) => ['/signed-out', '/'].map((path) => desk + path)),
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
      {
        client_id: scriptsClientId,
        client_secret: kept.scriptsSecret,
        redirect_uris: [],
        grant_types: ['client_credentials'],
        response_types: [],
      },
    ],
    claims: { openid: ['sub'], profile: ['name', 'roles'] },
    scopes: ['openid', 'profile', 'offline_access'],
    // the desk reads who signed in from the id token
    conformIdTokenClaims: false,
    clientBasedCORS: (_ctx, origin) => origins.includes(origin),
    findAccount: (_ctx, subject) => {
      const person = personBySubject(subject);
      return (
        person && { accountId: subject, claims: () => ({ sub: subject, name: person.name, roles: [person.role] }) }
      );
    },
    extraTokenClaims: (_ctx, token) => {
      if (token.kind === 'ClientCredentials') return { name: 'Scripts', roles: ['administrator'] };
      const person = 'accountId' in token ? personBySubject(token.accountId) : undefined;
      return person && { name: person.name, roles: [person.role] };
    },
    // renewal is all the desk wants of it, so there is no consent to ask for
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    loadExistingGrant: grantEverything,
    renderError: (ctx, { error, error_description: description }) =>
      page(ctx, problemPage(description ?? error ?? 'The sign-in failed.', desks[0])),
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      userinfo: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => page(ctx, signOutPage(form)),
        postLogoutSuccessSource: (ctx) => page(ctx, signedOutPage(desks[0])),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, indicator) => {
          if (indicator !== resource) throw new errors.InvalidTarget();
          return {
            scope: '',
            audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: hour,
            jwt: { sign: { alg: 'RS256' } },
          };
        },
      },
    },
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 60,
      ClientCredentials: hour,
      Grant: twoWeeks,
      IdToken: hour,
      Interaction: hour,
      RefreshToken: twoWeeks,
      Session: twoWeeks,
    },
  };
}

/** Everything there is belongs to the desk anyway: nobody is asked to consent. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const found = known && (await provider.Grant.find(known));
  if (found) return found;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile offline_access');
  await grant.save();
  return grant;
}
