import type { Fault, File } from './compose.ts';

/** Where the values of references are; null: whoever reads the file has none to give. */
export type Environment = Readonly<Record<string, string | undefined>> | null;

/** Takes note of what is wrong in a file. */
export type Say = (field: string, message: string) => unknown;

const example = 'Name the variable that holds it: { env: NAME }.';

/**
 * Puts the values of tokens in the place of their references. `{ env: NAME }` has to be there; `{ secret: NAME }` is taken along when it
 * is, and otherwise means that the token stays. Values in a file are refused: a file is kept where many can read it.
 */
export function withSecrets(
  file: File,
  environment: NonNullable<Environment>,
): { file: File; faults: Fault[]; count: number } {
  const faults: Fault[] = [];
  let count = 0;
  const resolved = (authToken: unknown, field: string): unknown => {
    if (typeof authToken !== 'object' || authToken === null) return authToken;
    const { env, secret, value } = authToken as Readonly<Record<string, unknown>>;
    if (value !== undefined) {
      faults.push({ field, message: `A token has no place in a file. ${example}` });
      return authToken;
    }
    const found = valueOf({ env, secret }, field, environment, (at, message) => faults.push({ field: at, message }));
    if (found === null) return authToken;
    count += 1;
    return { value: found };
  };
  const accounts =
    file['accounts'] &&
    Object.fromEntries(
      Object.entries(file['accounts']).map(([slug, { authToken, ...account }]) => [
        slug,
        {
          ...account,
          ...(authToken !== undefined && { authToken: resolved(authToken, `accounts.${slug}.authToken`) }),
        },
      ]),
    );
  return { file: { ...file, ...(accounts && { accounts }) }, faults, count };
}

/** What a reference of a key stands for; null: the key stays. Says what is no reference, without repeating it: it may be the secret. */
export function referenced(said: unknown, field: string, environment: Environment, say: Say): string | null {
  if (typeof said === 'string' || (typeof said === 'object' && said !== null && 'value' in said)) {
    say(field, `A secret has no place in a file. ${example}`);
    return null;
  }
  const [[how, name] = [], ...more] = typeof said === 'object' && said !== null ? Object.entries(said) : [];
  if ((how !== 'env' && how !== 'secret') || typeof name !== 'string' || name === '' || more.length > 0) {
    say(field, 'is no reference: { env: NAME } or { secret: NAME }');
    return null;
  }
  return valueOf({ [how]: name }, field, environment, say);
}

function valueOf(
  { env, secret }: { readonly env?: unknown; readonly secret?: unknown },
  field: string,
  environment: Environment,
  say: Say,
): string | null {
  if (environment === null) {
    if (env !== undefined)
      say(field, 'names a variable, which only the command line can read: npm run admin -- config import');
    return null;
  }
  const name = env ?? secret;
  const found = typeof name === 'string' ? environment[name] : undefined;
  if (env !== undefined && !found) say(field, `The variable ${String(env)} is not set.`);
  return found || null;
}
