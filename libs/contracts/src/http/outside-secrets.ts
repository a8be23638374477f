import { z } from 'zod';
import { pageOf } from './page.ts';
import { secretUseView } from './secrets.ts';

const at = z.iso.datetime();

/** Whose calls are signed: each has a column of secrets of its own (product.md 36). */
export const outsideSecretKinds = ['bot', 'assist', 'skill-finder', 'translator', 'directory', 'webhook'] as const;
export type OutsideSecretKind = (typeof outsideSecretKinds)[number];

/** A secret of one's own, for whoever gave us one; left out: we make one up. */
export const outsideSecretRequest = z.object({
  secret: z.string().min(8, 'is shorter than 8 characters').max(500).optional(),
  /** How long signed calls carry a signature of the one before as well. 0: not at all, as after a leak. */
  graceHours: z.number().int().min(0).max(168).default(24),
});
/** Shown this once, and only when it was made up here. */
export const outsideSecretView = z
  .object({ kind: z.string(), id: z.uuid(), secret: z.string().nullable(), changedAt: at })
  .meta({ id: 'OutsideSecret' });
export type OutsideSecretView = z.output<typeof outsideSecretView>;

/**
 * How a secret stands; it is never answered itself. `previousValidUntil`: until when calls are signed with the one before as well; null:
 * they are not. `lastUsedAt` follows a minute behind; null: not since it was set.
 */
export const outsideSecretStateView = z
  .object({
    kind: z.string(),
    id: z.uuid(),
    isSet: z.boolean(),
    lastRotatedAt: at.nullable(),
    changedBy: z.string().nullable(),
    lastUsedAt: at.nullable(),
    previousValidUntil: at.nullable(),
  })
  .meta({ id: 'OutsideSecretState' });
export type OutsideSecretStateView = z.output<typeof outsideSecretStateView>;

/** What was done to one of them, and by whom. */
export const outsideSecretAuditView = pageOf(
  z
    .object({
      id: z.uuid(),
      at,
      action: z.enum(['set', 'replaced', 'removed', 'resealed', 'used']),
      by: z.object({ subject: z.string(), name: z.string() }),
      use: secretUseView.nullable(),
    })
    .meta({ id: 'OutsideSecretAudit' }),
);
export type OutsideSecretAuditView = z.output<typeof outsideSecretAuditView>;
