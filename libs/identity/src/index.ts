export { AccessGuard } from './access.guard.ts';
export { AccessTokens, IssuerAway, type SignedIn } from './access-tokens.ts';
export {
  allowed as allowedMetadata,
  Allow,
  CurrentPerson,
  open as openMetadata,
  OpenToAll,
  SignedInUntil,
} from './access.ts';
export { agentIdOf } from './agent-id.ts';
export { IdentityModule } from './identity.module.ts';
export { TrustedIssuer } from './trusted-issuer.ts';
