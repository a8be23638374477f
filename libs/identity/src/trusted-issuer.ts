/** Whose access tokens we believe, and what they must say. */
export class TrustedIssuer {
  /** Exactly as its tokens say it in `iss`; its discovery document lies below it. */
  readonly issuer: string;
  /** What `aud` must contain. */
  readonly audience: string;
  /** The public client that the desk signs in with. */
  readonly clientId: string;
  /** What the desk asks it for. */
  readonly scope: string;
  /** Where a token says its roles: a claim's name, or a path into nested claims such as `realm_access.roles`. */
  readonly rolesClaim: string;
  /** Where its keys are, when discovery cannot be reached from here under the issuer's public address. */
  readonly keysUrl: string | undefined;

  constructor(settings: Pick<TrustedIssuer, 'issuer' | 'audience' | 'clientId'> & Partial<TrustedIssuer>) {
    this.issuer = settings.issuer;
    this.audience = settings.audience;
    this.clientId = settings.clientId;
    this.scope = settings.scope ?? 'openid profile offline_access';
    this.rolesClaim = settings.rolesClaim ?? 'roles';
    this.keysUrl = settings.keysUrl;
  }
}
