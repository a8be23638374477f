import { type Person, Refusal, type SecretAction, type SecretGrants as Granted } from '#contracts';

/** Who may set a secret for the first time and who may replace it. Reading it is granted to nobody (product.md 36, R9, R10). */
export interface SecretGrants {
  readonly secret: 'account-auth-token';
  /** 0: as it came; nobody has decided yet. */
  readonly version: number;
  readonly granted: Granted;
  readonly changedAt: Date | null;
}

const administrators = { roles: ['administrator' as const], people: [] };

/** What holds until somebody says otherwise. */
export const usualGrants: SecretGrants = {
  secret: 'account-auth-token',
  version: 0,
  granted: { create: administrators, update: administrators },
  changedAt: null,
};

/** Refuses with `not-allowed` who has no grant, by role or by name. */
export function refuseUngranted({ granted }: SecretGrants, action: SecretAction, { roles, subject }: Person): void {
  const { roles: rolesGranted, people } = granted[action];
  if (people.includes(subject) || roles.some((role) => rolesGranted.includes(role))) return;
  const what = action === 'create' ? 'set the token of an account' : 'replace the token of an account';
  throw new Refusal('not-allowed', `You have no permission to ${what}.`, 'authToken');
}

const inOrder = <T extends string>(values: readonly T[]): T[] => [...new Set(values)].sort();

/** The grants as asked, one version later; the same object where nothing changes. Who is named twice is named once. */
export function changeGrants(known: SecretGrants, asked: Granted, now: Date): SecretGrants {
  const tidy = ({ roles, people }: Granted[SecretAction]) => ({ roles: inOrder(roles), people: inOrder(people) });
  const granted = { create: tidy(asked.create), update: tidy(asked.update) };
  const isSame = (['create', 'update'] as const).every(
    (action) =>
      granted[action].roles.join() === known.granted[action].roles.join() &&
      granted[action].people.join('\n') === known.granted[action].people.join('\n'),
  );
  return isSame ? known : { ...known, version: known.version + 1, granted, changedAt: now };
}
