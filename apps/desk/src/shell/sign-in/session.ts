import type { User, UserManager } from 'oidc-client-ts';
import { useSyncExternalStore } from 'react';
import { signInView, type SignInView } from '#contracts';
import { readToken, type SignedIn } from './claims.ts';

/** `signed-in` until the sign-in ends; then `ended`, with everything still on screen, until the person signs in again. */
export type Session =
  | { readonly state: 'starting' | 'leaving' | 'signed-out' | 'unreachable' }
  | { readonly state: 'failed'; readonly why: string }
  | { readonly state: 'signed-in' | 'ended'; readonly person: SignedIn };

const popup = 'parley-sign-in';
let session: Session = { state: 'starting' };
let manager: UserManager | undefined;
let settings: SignInView | undefined;
let token: string | undefined;
let renewing: Promise<boolean> | undefined;
const watchers = new Set<() => void>();

function become(next: Session): void {
  session = next;
  watchers.forEach((tell) => tell());
}
const watch = (tell: () => void): (() => void) => {
  watchers.add(tell);
  return () => watchers.delete(tell);
};
export const useSession = (): Session => useSyncExternalStore(watch, () => session);

/** The signed-in person; only for what is shown to signed-in people. */
export function usePerson(): SignedIn {
  const current = useSession();
  if (!('person' in current)) throw new Error('nobody signed in');
  return current.person;
}

function entered({ access_token, profile }: User): void {
  token = access_token;
  const person = readToken(access_token, settings?.rolesClaim, profile.name);
  const isSame = session.state === 'signed-in' && JSON.stringify(session.person) === JSON.stringify(person);
  // A renewed token of the same person draws nothing again, but requests may wait for it.
  become(isSame ? session : { state: 'signed-in', person });
}

function ended(): void {
  token = undefined;
  if (session.state === 'signed-in') become({ state: 'ended', person: session.person });
}

async function ask(): Promise<SignInView> {
  const response = await fetch('/api/sign-in');
  if (!response.ok) throw new Error(`sign-in: ${response.status}`);
  return signInView.parse(await response.json());
}

type Library = typeof import('oidc-client-ts');

function managerFor(library: Library, { issuer, clientId, scope, audience }: SignInView): UserManager {
  const here = (path: string) => new URL(path, location.origin).href;
  const store = new library.WebStorageStateStore({ store: sessionStorage, prefix: 'sign-in.' });
  const made = new library.UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: here('/signed-in'),
    post_logout_redirect_uri: here('/signed-out'),
    response_type: 'code',
    scope,
    // Issuers that take the audience by this name need it; the others leave it alone.
    extraQueryParams: { audience },
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
    loadUserInfo: false,
    popupWindowTarget: popup,
    popupWindowFeatures: { width: 480, height: 640 },
  });
  made.events.addUserLoaded(entered);
  made.events.addAccessTokenExpiring(() => void renew());
  made.events.addAccessTokenExpired(() => void renew());
  return made;
}

/** Leaves for the sign-in page and comes back to where the person is. */
async function leave(): Promise<void> {
  become({ state: 'leaving' });
  const to = location.pathname.startsWith('/signed-') ? '/' : location.pathname + location.search;
  await manager!.signinRedirect({ state: { to } });
}

/** Goes back to where the sign-in began. */
async function arrive(): Promise<void> {
  const user = await manager!.signinRedirectCallback();
  const { to } = (user.state ?? { to: '/' }) as { to: string };
  history.replaceState(null, '', to);
}

/** Finds out who is here: back from the sign-in page, still signed in in this window, or on the way to the sign-in page. */
export async function start(): Promise<void> {
  if (location.pathname === '/signed-out') return become({ state: 'signed-out' });
  try {
    const [asked, library] = await Promise.all([ask(), import('oidc-client-ts')]);
    settings = asked;
    manager = managerFor(library, settings);
  } catch {
    return become({ state: 'unreachable' });
  }
  try {
    if (window.opener !== null && window.name === popup) return await manager.signinPopupCallback();
    if (location.pathname === '/signed-in') await arrive();
    const user = await manager.getUser();
    if (user && !user.expired) return entered(user);
    if (!user?.refresh_token || !(await renew())) await leave();
  } catch (error) {
    become({ state: 'failed', why: error instanceof Error ? error.message : String(error) });
  }
}

/** Begins again after a sign-in that failed, was unreachable or was ended on purpose. */
export function signInAgain(): void {
  location.assign('/');
}

/** Another sign-in over the page that stays: in a small window, or where that is not allowed by leaving and coming back. */
export async function continueSession(): Promise<void> {
  await manager!.signinPopup().catch((error: Error) => (/closed/i.test(error.message) ? undefined : leave()));
}

export async function signOut(): Promise<void> {
  try {
    await manager!.signoutRedirect();
  } catch {
    await manager?.removeUser();
    location.assign('/signed-out');
  }
}

const untilSignedIn = (): Promise<string> =>
  new Promise((resolve) => {
    const unwatch = watch(() => {
      if (session.state !== 'signed-in' || token === undefined) return;
      unwatch();
      resolve(token);
    });
  });

/** A refusal of the issuer ends the sign-in; a network that is away only delays the renewal. */
async function renewOnce(): Promise<boolean> {
  try {
    const user = await manager!.getUser();
    if (user?.refresh_token && (await manager!.signinSilent())) return true;
    ended();
  } catch (error) {
    if (error instanceof Error && error.name === 'ErrorResponse') ended();
    else setTimeout(() => void renew(), 5_000);
  }
  return false;
}

function renew(): Promise<boolean> {
  renewing ??= renewOnce().finally(() => (renewing = undefined));
  return renewing;
}

/** The sign-in as the API client knows it. */
export const tokens = {
  current: (): Promise<string> => (token === undefined ? untilSignedIn() : Promise.resolve(token)),
  renew: async (refused: string): Promise<boolean> => {
    if (token !== refused) return true;
    token = undefined;
    return renew();
  },
};
