import type { User, UserManager } from 'oidc-client-ts';
import { useSyncExternalStore } from 'react';
import type { SignInView } from '#contracts';
import { trust } from '../../api/trust.ts';
import { readToken, type SignedIn } from './claims.ts';

/**
 * `signed-in` until the sign-in ends; then `ended`, with everything still on screen, until the person signs in again.
 * `done`: this window only helped another one to sign in again.
 */
export type Session =
  | { readonly state: 'starting' | 'leaving' | 'signed-out' | 'unreachable' | 'done' }
  | { readonly state: 'failed'; readonly why: string }
  | { readonly state: 'signed-in' | 'ended'; readonly person: SignedIn };

/** Where a small window begins the sign-in that another window needs, and how it hands it over. */
const again = '/sign-in-again';
const handover = new BroadcastChannel('parley-sign-in');
let library: Library | undefined;
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
  return trust('signInView', await response.json());
}

type Library = typeof import('oidc-client-ts');

function managerFor(
  { UserManager: Manager, WebStorageStateStore: Store }: Library,
  { issuer, clientId, scope, audience }: SignInView,
): UserManager {
  const here = (path: string) => new URL(path, location.origin).href;
  const store = new Store({ store: sessionStorage, prefix: 'sign-in.' });
  const made = new Manager({
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

interface Errand {
  /** Where the person was. */
  readonly to?: string;
  /** Which window waits for this sign-in; absent when it is for this very window. */
  readonly window?: string;
}

/** Back from the sign-in page: to where the person was, or with a sign-in for the window that waits. True when this window is done. */
async function arrive(): Promise<boolean> {
  const user = await manager!.signinRedirectCallback();
  const { to = '/', window: waiting } = (user.state ?? {}) as Errand;
  if (waiting === undefined) {
    history.replaceState(null, '', to);
    return false;
  }
  handover.postMessage({ window: waiting, user: user.toStorageString() });
  await manager!.removeUser();
  become({ state: 'done' });
  window.close();
  return true;
}

/** Finds out who is here: back from the sign-in page, still signed in in this window, or on the way to the sign-in page. */
export async function start(): Promise<void> {
  if (location.pathname === '/signed-out') return become({ state: 'signed-out' });
  try {
    [settings, library] = await Promise.all([ask(), import('oidc-client-ts')]);
    manager = managerFor(library, settings);
  } catch {
    return become({ state: 'unreachable' });
  }
  try {
    if (location.pathname === again) return await leaveFor(location.hash.slice(1));
    if (location.pathname === '/signed-in' && (await arrive())) return;
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

async function leaveFor(waiting: string): Promise<void> {
  become({ state: 'leaving' });
  await manager!.signinRedirect({ state: { window: waiting } });
}

/**
 * Another sign-in while this page stays as it is: a small window signs in and hands over. It works without either window reaching
 * into the other, which the page's own opener policy forbids. Where small windows are not allowed, this one leaves and comes back.
 */
export async function continueSession(): Promise<void> {
  const here = crypto.randomUUID();
  const take = ({ data }: MessageEvent<{ window: string; user: string }>) => {
    if (data.window !== here) return;
    handover.removeEventListener('message', take);
    const user = library!.User.fromStorageString(data.user);
    void manager!.storeUser(user).then(() => manager!.events.load(user));
  };
  handover.addEventListener('message', take);
  if (!window.open(`${again}#${here}`, '_blank', 'width=480,height=680,popup')) await leave();
}

type Farewell = () => Promise<unknown>;
const farewells = new Set<Farewell>();

/** What is still said with this sign-in when somebody signs out; they leave whatever comes of it. Gives back how to take it back. */
export function beforeSignOut(farewell: Farewell): () => void {
  farewells.add(farewell);
  return () => void farewells.delete(farewell);
}

export async function signOut(): Promise<void> {
  await Promise.allSettled([...farewells].map((say) => say()));
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
