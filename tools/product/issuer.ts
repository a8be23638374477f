import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** Signs access tokens for whomever a test or a benchmark needs, and shows its keys as any OpenID Connect issuer does. */
export interface Issuer {
  readonly url: string;
  token(subject: string, roles: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

export async function startIssuer(): Promise<Issuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] };
  const server = createServer((request, response) => {
    const issuer = url();
    const found =
      request.url === '/.well-known/openid-configuration'
        ? {
            issuer,
            jwks_uri: `${issuer}/keys`,
            authorization_endpoint: `${issuer}/auth`,
            token_endpoint: `${issuer}/token`,
          }
        : request.url === '/keys'
          ? keys
          : null;
    response.writeHead(found ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(found));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: url(),
    token: (subject, roles) =>
      new SignJWT({ name: subject, roles })
        .setProtectedHeader({ alg: 'ES256', kid: 'one' })
        .setIssuer(url())
        .setAudience('parley')
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime('4h')
        .sign(privateKey),
    stop: () => new Promise<void>((resolve) => (server.closeAllConnections(), server.close(() => resolve()))),
  };
}
