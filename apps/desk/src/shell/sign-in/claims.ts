import type { Role } from '#contracts';

const roles = ['administrator', 'supervisor', 'agent'] as const satisfies readonly Role[];

/** Who signed in, as the access token says. */
export interface SignedIn {
  readonly name: string;
  readonly subject: string;
  readonly roles: readonly Role[];
}

function payload(token: string): unknown {
  const [, middle = ''] = token.split('.');
  const bytes = Uint8Array.from(atob(middle.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function claimsOf(token: string): Record<string, unknown> {
  try {
    const claims = payload(token);
    return isRecord(claims) ? claims : {};
  } catch {
    return {};
  }
}

const at = (claims: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isRecord(value) ? value[name] : undefined), claims);

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/**
 * Reads an access token to know what to show; whether something is allowed the services decide.
 * A token that cannot be read is somebody without roles. Roles we do not know are left out.
 */
export function readToken(token: string, rolesClaim = 'roles', nameFromProfile?: string): SignedIn {
  const claims = claimsOf(token);
  const said = claims[rolesClaim] ?? at(claims, rolesClaim);
  const all = Array.isArray(said) ? said : [said];
  const subject = text(claims['sub']) ?? '';
  return {
    name: text(claims['name']) ?? nameFromProfile ?? text(claims['preferred_username']) ?? subject,
    subject,
    roles: roles.filter((known) => all.includes(known)),
  };
}
