import { Injectable } from '@nestjs/common';
import { SecretUses } from '#secrets';
import { ConversationsSettings } from './conversations-settings.ts';
import { placeOf, type Sealed } from './storage/outside-secrets.ts';

/** Opens secrets just before a call, and counts in memory that it did. */
@Injectable()
export class OpenedSecrets {
  readonly uses = new SecretUses();

  constructor(private readonly settings: ConversationsSettings) {}

  /** In the clear, newest first: the one before is among them until its time is over. None where there is none, or we have no keys. */
  of(kind: string, subject: string, sealed: Sealed | undefined, now: Date): readonly string[] {
    const { seal } = this.settings;
    if (!seal || sealed === undefined) return [];
    this.uses.note(kind, subject, 'calling', now);
    const { previousSealed, previousUntil } = sealed;
    const isBefore = previousSealed !== null && previousUntil !== null && now < previousUntil;
    return [sealed.sealed, ...(isBefore ? [previousSealed] : [])].map((one) => seal.open(one, placeOf(kind, subject)));
  }
}
