import { Controller } from '@nestjs/common';
import { type EventOf, secretGrantsChanged } from '#contracts';
import { rememberSecretGrants } from '#copies';
import { ReactsInBulk, type Transaction } from '#event-bus';

/** Who may do what with the secrets of accounts. */
@Controller()
export class SecretReactions {
  @ReactsInBulk(secretGrantsChanged, 'gateway.remember-secret-grants')
  grants(tx: Transaction, events: readonly EventOf<typeof secretGrantsChanged>[]): Promise<void> {
    return rememberSecretGrants(tx, events);
  }
}
