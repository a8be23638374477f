import { secretGrantsChanged } from '#contracts';
import { rememberSecretGrants } from '#copies';
import { alike, reactionsOf } from '#event-bus';

/** Who may do what with the secrets of systems outside. */
export const SecretReactions = reactionsOf([
  alike(secretGrantsChanged, 'conversations.remember-secret-grants', rememberSecretGrants),
]);
