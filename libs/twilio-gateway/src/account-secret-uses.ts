import { Injectable } from '@nestjs/common';
import type { AccountId } from '#contracts';
import { SecretUses } from '#secrets';

export type AccountSecret = 'account-auth-token' | 'account-api-key';
export type AccountPurpose = 'sending' | 'verifying' | 'asking';
/** To be called whenever a secret of one account is read. */
export type NoteUse = (secret: AccountSecret, purpose: AccountPurpose) => void;

/** What this process has read the secrets of accounts for since it told so last. */
@Injectable()
export class AccountSecretUses extends SecretUses<AccountSecret, AccountPurpose> {
  of =
    (id: AccountId): NoteUse =>
    (secret, purpose) =>
      this.note(secret, id, purpose, new Date());
}
