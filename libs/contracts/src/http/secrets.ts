import { z } from 'zod';
import { accountId } from '../ids.ts';
import { Refusal } from '../refusal.ts';
import { role } from '../vocabulary.ts';
import { pageOf } from './page.ts';
import type { Person } from './sign-in.ts';

const at = z.iso.datetime();

/**
 * The columns that hold secrets (product.md 36): the token of a messaging account and its API key; what calls to a bot, a smart assist, a
 * skill finder, the directory, the translator and a webhook are signed with. Nobody is ever answered one.
 */
export const secretColumns = [
  'account-auth-token',
  'account-api-key',
  'bot-key',
  'assist-key',
  'skill-finder-key',
  'directory-key',
  'translator-key',
  'webhook-key',
] as const;
export const secretColumn = z.enum(secretColumns);
export type SecretColumn = z.output<typeof secretColumn>;

const grantees = z.object({
  roles: z.array(role).max(10),
  /** As the sign-in service calls them: `sub` of their tokens. */
  people: z.array(z.string().trim().min(1).max(255)).max(200),
});

/**
 * Who may do what with a secret (product.md 36, R9, R10). `read`: have it read for use by hand, as where the provider is asked about an
 * account; left out, that stays as it is. `create`: set it for the first time. `update`: replace it or take it off.
 */
export const secretGrantsRequest = z.object({ read: grantees.optional(), create: grantees, update: grantees });
export type SecretGrantsRequest = z.output<typeof secretGrantsRequest>;

export const secretGrants = secretGrantsRequest.required();
export type SecretGrants = z.output<typeof secretGrants>;
export const secretActions = ['read', 'create', 'update'] as const;
export type SecretAction = (typeof secretActions)[number];

const administrators: SecretGrants[SecretAction] = { roles: ['administrator'], people: [] };

/** What holds of each column until somebody says otherwise. */
export const usualSecretGrants: SecretGrants = {
  read: administrators,
  create: administrators,
  update: administrators,
};

type Asking = Pick<Person, 'roles' | 'subject'>;

/** Whether this person has the grant, by role or by name. */
export const isGranted = ({ roles, people }: SecretGrants[SecretAction], person: Asking): boolean =>
  people.includes(person.subject) || person.roles.some((one) => roles.includes(one));

const called: Record<SecretColumn, string> = {
  'account-auth-token': 'the token of an account',
  'account-api-key': 'the API key of an account',
  'bot-key': 'the secret of a bot',
  'assist-key': 'the secret of a smart assist',
  'skill-finder-key': 'the secret of a skill finder',
  'directory-key': 'the secret of the directory',
  'translator-key': 'the secret of the translator',
  'webhook-key': 'the secret of a webhook',
};
const verbs: Record<SecretAction, string> = { read: 'have used', create: 'set', update: 'replace' };

/** Refuses with `not-allowed` who has no grant; `field`: where the secret stands in the request. */
export function refuseUngranted(
  granted: SecretGrants,
  { column, action, field }: { readonly column: SecretColumn; readonly action: SecretAction; readonly field?: string },
  person: Asking,
): void {
  if (isGranted(granted[action], person)) return;
  throw new Refusal('not-allowed', `You have no permission to ${verbs[action]} ${called[column]}.`, field);
}

export const secretGrantsView = secretGrants
  .extend({
    secret: secretColumn,
    version: z.number().int(),
    /** What the caller may do. */
    mine: z.object({ read: z.boolean(), create: z.boolean(), update: z.boolean() }),
    changedAt: at.nullable(),
  })
  .meta({ id: 'SecretGrants' });
export type SecretGrantsView = z.output<typeof secretGrantsView>;
export const secretsView = z.object({ items: z.array(secretGrantsView) }).meta({ id: 'Secrets' });
export type SecretsView = z.output<typeof secretsView>;

/** How many secrets an older key closed. */
export const resealedView = z.object({ resealed: z.number().int() }).meta({ id: 'Resealed' });

/**
 * What a secret was read for: `sending` texts, `verifying` webhooks, `asking` the provider by itself, `checking` what a person asked for,
 * `calling` a system outside.
 */
export const secretPurposes = ['sending', 'verifying', 'asking', 'checking', 'calling'] as const;

/** Of a secret that was used: for what, how often since `at`, and when the latest time. Uses for one purpose within an hour are one line. */
export const secretUseView = z
  .object({ purpose: z.string(), times: z.number().int(), lastAt: at })
  .meta({ id: 'SecretUse' });

export const secretAuditView = z
  .object({
    id: z.uuid(),
    at,
    action: z.enum(['created', 'updated', 'resealed', 'grants-changed', 'used']),
    /** Whose secret; null where it is about the permission. */
    accountId: accountId.nullable(),
    /** A service that used it by itself has its own name as subject. */
    by: z.object({ subject: z.string(), name: z.string() }),
    before: secretGrantsRequest.nullable(),
    after: secretGrantsRequest.nullable(),
    use: secretUseView.nullable(),
  })
  .meta({ id: 'SecretAudit' });
export type SecretAuditView = z.output<typeof secretAuditView>;
export const secretAuditsView = pageOf(secretAuditView);
