import { Refusal } from '#contracts';

/** Something that names something else. */
interface User {
  readonly kind: string;
  readonly name: string;
}

const named = 5;
/** How many users are worth knowing of something. */
export const enoughUsers = named + 1;

/** Refuses with `in-use`, naming a few of those who use it, when anybody does. */
export function refuseInUse(users: readonly User[], field?: string): void {
  if (users.length === 0) return;
  const names = users.slice(0, named).map(({ kind, name }) => `${kind.replaceAll('-', ' ')} ${name}`.trim());
  throw new Refusal('in-use', `Used by ${names.join(', ')}${users.length > named ? ' and others' : ''}.`, field);
}
