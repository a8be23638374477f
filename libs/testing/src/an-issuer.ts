import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

type Key = Awaited<ReturnType<typeof generateKeyPair>> & { readonly kid: string; readonly alg: string };

/** A key pair of one's own: what a token is signed with that nobody should believe. */
export async function aKey(alg = 'RS256'): Promise<Key> {
  return { ...(await generateKeyPair(alg, { extractable: true })), kid: randomUUID(), alg };
}

/**
 * An identity provider that is not ours, reduced to what a service needs of one: discovery, keys, and tokens that say
 * whatever a test wants them to say. It can be taken away and brought back, and can change its key.
 */
export async function anIssuer({ path = '', audience = 'parley', alg = 'RS256' } = {}) {
  let key = await aKey(alg);
  let keys = [key];
  let away = false;
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url!);
    if (away) return void request.socket.destroy();
    void answer(request.url!).then((body) => {
      response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {}));
    });
  });
  const answer = async (url: string) => {
    if (url === `${path}/.well-known/openid-configuration`) return { issuer, jwks_uri: `${origin}${path}/certs` };
    if (url !== `${path}/certs`) return undefined;
    return {
      keys: await Promise.all(
        keys.map(async ({ publicKey, kid, alg }) => ({ ...(await exportJWK(publicKey)), kid, alg })),
      ),
    };
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = origin + path;
  return {
    issuer,
    /** The addresses it was asked for. */
    asked,
    /** A token that is good for five minutes, with these claims instead of the usual ones; undefined leaves one out. */
    token: (claims: JWTPayload = {}, signedWith: Key = key) => {
      const now = Math.floor(Date.now() / 1000);
      const usual = {
        iss: issuer,
        aud: audience,
        sub: 'someone',
        name: 'Some One',
        roles: ['agent'],
        iat: now,
        exp: now + 300,
      };
      const said = JSON.parse(JSON.stringify({ ...usual, ...claims })) as JWTPayload;
      return new SignJWT(said)
        .setProtectedHeader({ alg: signedWith.alg, kid: signedWith.kid })
        .sign(signedWith.privateKey);
    },
    /** From now on it signs with another key; it goes on showing the old one. */
    changeKey: async () => {
      key = await aKey(alg);
      keys = [...keys, key];
    },
    goAway: () => void (away = true),
    comeBack: () => void (away = false),
    stop: () => new Promise<void>((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}
export type Issuer = Awaited<ReturnType<typeof anIssuer>>;
