import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { secretColumns, secretGrants, secretPurposes } from '../http/secrets.ts';
import { openEnum } from '../vocabulary.ts';

/** Who may do what with one column of secrets, as it is now (product.md 36). Until it is said, administrators may do everything. */
export const secretGrantsChanged = defineEvent(
  'channel-config.secret-grants-changed.v1',
  z.object({ secret: openEnum(secretColumns), version: z.number().int().positive(), granted: secretGrants }),
);

/** Secrets of accounts that the gateway has read for use since it said so last: one entry for each secret, purpose and who asked. */
export const gatewaySecretsUsed = defineEvent(
  'gateway.secrets-used.v1',
  z.object({
    uses: z
      .array(
        z.object({
          secret: openEnum(secretColumns),
          /** Whose secret: the id of the account. */
          subject: z.uuid(),
          purpose: openEnum(secretPurposes),
          times: z.number().int().positive(),
          since: z.iso.datetime(),
          lastAt: z.iso.datetime(),
          /** Who had it used; null: the gateway did so by itself. */
          by: z.object({ subject: z.string(), name: z.string() }).nullable(),
        }),
      )
      .min(1),
  }),
);
