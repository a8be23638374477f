import { Injectable } from '@nestjs/common';
import { createRemoteJWKSet, decodeJwt, errors, jwtVerify, type JWTPayload, type RemoteJWKSet } from 'jose';
import { z } from 'zod';
import type { Person } from '#contracts';
import { personOf } from './person.ts';
import { TrustedIssuer } from './trusted-issuer.ts';

/** The issuer cannot be asked for its keys. An outage, not a fault of the token. */
export class IssuerAway extends Error {
  constructor(cause: unknown) {
    super('The sign-in service cannot be reached.', { cause });
    this.name = 'IssuerAway';
  }
}

/** A token that is not to be believed, with the reason as its message. */
export class TokenRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TokenRefused';
  }
}

/** Who showed a token, and until when it is good. */
export interface SignedIn {
  readonly person: Person;
  readonly until: Date;
}

const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const patienceMs = 5_000;
/** A token of a key we do not know makes us ask for the keys again, at most once a second; otherwise they are good for an hour. */
const asking = { timeoutDuration: patienceMs, cooldownDuration: 1_000, cacheMaxAge: 3_600_000 };
/** Verifying a signature costs more than most requests; a key that is withdrawn stops being believed after this long. */
const believedForMs = 60_000;
const believedAtMost = 10_000;
const metadata = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Believes the access tokens of one issuer. Finds its keys by discovery at the first token, so that it may start later than we do. */
@Injectable()
export class AccessTokens {
  private keys: Promise<RemoteJWKSet> | undefined;
  /** What was verified lately, oldest first. */
  private readonly believed = new Map<string, SignedIn & { readonly askAgainAt: number }>();

  constructor(private readonly trusted: TrustedIssuer) {}

  /** Throws TokenRefused when the token is not to be believed, IssuerAway when that cannot be found out. */
  async verify(token: string): Promise<SignedIn> {
    const known = this.believed.get(token);
    if (known && Date.now() < Math.min(known.askAgainAt, known.until.getTime())) return known;
    this.believed.delete(token);
    const signedIn = await this.verifyNow(token);
    if (this.believed.size >= believedAtMost) this.believed.delete(this.believed.keys().next().value!);
    this.believed.set(token, { ...signedIn, askAgainAt: Date.now() + believedForMs });
    return signedIn;
  }

  private async verifyNow(token: string): Promise<SignedIn> {
    const { issuer, audience, rolesClaim } = this.trusted;
    if (issuerOf(token) !== issuer) throw new TokenRefused('The access token is not of the issuer we trust.');
    const keys = await this.findKeys();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms,
        clockTolerance: 5,
        requiredClaims: ['exp', 'sub'],
      });
      return { person: personOf(payload, rolesClaim), until: new Date(payload.exp! * 1000) };
    } catch (error) {
      throw isAboutTheToken(error) ? new TokenRefused(reason(error)) : new IssuerAway(error);
    }
  }

  private findKeys(): Promise<RemoteJWKSet> {
    this.keys ??= this.discover().catch((error: unknown) => {
      this.keys = undefined;
      throw new IssuerAway(error);
    });
    return this.keys;
  }

  private async discover(): Promise<RemoteJWKSet> {
    if (this.trusted.keysUrl) return createRemoteJWKSet(new URL(this.trusted.keysUrl), asking);
    const { issuer } = this.trusted;
    const answer = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!answer.ok) throw new Error(`Discovery answered ${answer.status}.`);
    const found = metadata.parse(await answer.json());
    if (found.issuer !== issuer) throw new Error(`${issuer} calls itself ${found.issuer}.`);
    return createRemoteJWKSet(new URL(found.jwks_uri), asking);
  }
}

function issuerOf(token: string): JWTPayload['iss'] {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw new TokenRefused('The access token cannot be read.');
  }
}

/** Everything else says that the keys could not be had. */
const isAboutTheToken = (error: unknown): error is errors.JOSEError =>
  error instanceof errors.JWTExpired ||
  error instanceof errors.JWTClaimValidationFailed ||
  error instanceof errors.JWTInvalid ||
  error instanceof errors.JWSInvalid ||
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JOSEAlgNotAllowed ||
  error instanceof errors.JOSENotSupported ||
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys;

function reason(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The access token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The access token's claim "${error.claim}" is not as it must be.`;
  return 'The access token is not genuine.';
}
