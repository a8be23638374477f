import {
  secretActions,
  type SecretColumn,
  type SecretGrants as Granted,
  type SecretGrantsRequest,
  usualSecretGrants,
} from '#contracts';

/** Who may have a secret used, set it for the first time, and replace it. Seeing it is granted to nobody (product.md 36, R9, R10). */
export interface SecretGrants {
  readonly secret: SecretColumn;
  /** 0: as it came; nobody has decided yet. */
  readonly version: number;
  readonly granted: Granted;
  readonly changedAt: Date | null;
}

/** What holds of a column until somebody says otherwise. */
export const usualGrants = (secret: SecretColumn): SecretGrants => ({
  secret,
  version: 0,
  granted: usualSecretGrants,
  changedAt: null,
});

const inOrder = <T extends string>(values: readonly T[]): T[] => [...new Set(values)].sort();

/** The grants as asked, one version later; the same object where nothing changes. Who is named twice is named once. */
export function changeGrants(known: SecretGrants, asked: SecretGrantsRequest, now: Date): SecretGrants {
  const tidy = ({ roles, people }: Granted['create']) => ({ roles: inOrder(roles), people: inOrder(people) });
  const granted = {
    read: tidy(asked.read ?? known.granted.read),
    create: tidy(asked.create),
    update: tidy(asked.update),
  };
  const isSame = secretActions.every(
    (action) =>
      granted[action].roles.join() === known.granted[action].roles.join() &&
      granted[action].people.join('\n') === known.granted[action].people.join('\n'),
  );
  return isSame ? known : { ...known, version: known.version + 1, granted, changedAt: now };
}
