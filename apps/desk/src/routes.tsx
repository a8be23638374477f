import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  Outlet,
} from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { BrokenPage, For, NothingHere, PendingPage } from './shell/boundary.tsx';
import { Frame } from './shell/frame.tsx';
import { oneOf } from './shell/search.ts';
import { firstPlace } from './shell/rail.tsx';
import { NoRole } from './shell/sign-in/pages.tsx';
import { usePerson } from './shell/sign-in/session.ts';
import { words } from './words/en.ts';

/** Every address of the desk, with what stands in its search, and the page it opens. Pages arrive when they are first opened. */
const OnDuty = lazy(() => import('./agent/on-duty.tsx').then(({ OnDuty: component }) => ({ default: component })));

const root = createRootRouteWithContext<{ cache: QueryClient }>()({
  component: () => (
    <Frame
      onDuty={
        <Suspense>
          <OnDuty />
        </Suspense>
      }
    >
      <Outlet />
    </Frame>
  ),
  notFoundComponent: NothingHere,
});

function Start() {
  const to = firstPlace(usePerson().roles);
  return to ? <Navigate to={to} replace /> : <NoRole />;
}
const start = createRoute({ getParentRoute: () => root, path: '/', component: Start });
const arrived = createRoute({ getParentRoute: () => root, path: '/signed-in', component: Start });

/** `list`: which of the agent's lists; `show`: one status only; `sort`: its order. */
interface WorkSearch {
  readonly list?: 'mine' | 'closed' | undefined;
  readonly show?: 'active' | 'waiting' | 'wrap-up' | undefined;
  readonly sort?: 'waiting' | 'latest' | 'customer' | undefined;
}
const workSearch = (typed: Record<string, unknown>): WorkSearch => ({
  list: oneOf(['mine', 'closed'], typed['list']),
  show: oneOf(['active', 'waiting', 'wrap-up'], typed['show']),
  sort: oneOf(['waiting', 'latest', 'customer'], typed['sort']),
});
const Work = lazyRouteComponent(() => import('./agent/work.tsx'), 'Work');
const work = createRoute({
  getParentRoute: () => root,
  path: '/work',
  validateSearch: workSearch,
  component: () => (
    <For roles={['agent']} page={words.pages.work}>
      <Work />
    </For>
  ),
});
const home = createRoute({
  getParentRoute: () => work,
  path: '/',
  component: lazyRouteComponent(() => import('./agent/work.tsx'), 'Home'),
});
const session = createRoute({
  getParentRoute: () => work,
  path: '/c/$conversation',
  component: lazyRouteComponent(() => import('./agent/work.tsx'), 'ConversationPage'),
});

const live = createRoute({
  getParentRoute: () => root,
  path: '/live',
  component: () => (
    <For roles={['supervisor']} page={words.pages.live}>
      <Outlet />
    </For>
  ),
});
const overview = createRoute({
  getParentRoute: () => live,
  path: '/',
  component: lazyRouteComponent(() => import('./supervisor/live.tsx'), 'Overview'),
});
const monitor = createRoute({
  getParentRoute: () => live,
  path: '/c/$conversation',
  component: lazyRouteComponent(() => import('./supervisor/live.tsx'), 'Monitor'),
});

const Admin = lazyRouteComponent(() => import('./admin/admin.tsx'), 'Admin');
const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: () => (
    <For roles={['administrator']} page={words.pages.admin}>
      <Admin />
    </For>
  ),
});
const adminPage = <Name extends keyof typeof import('./admin/admin.tsx')>(name: Name) =>
  lazyRouteComponent(() => import('./admin/admin.tsx'), name);
const adminStart = createRoute({
  getParentRoute: () => admin,
  path: '/',
  component: lazyRouteComponent(() => import('./admin/start/start.tsx'), 'AdminStart'),
});
const channels = createRoute({
  getParentRoute: () => admin,
  path: '/channels',
  component: adminPage('Channels'),
});
const accounts = createRoute({
  getParentRoute: () => admin,
  path: '/accounts',
  component: adminPage('Accounts'),
});
const account = createRoute({
  getParentRoute: () => admin,
  path: '/accounts/$id',
  component: adminPage('Account'),
});
const workstreams = createRoute({
  getParentRoute: () => admin,
  path: '/workstreams',
  component: adminPage('Workstreams'),
});
/** `tab`: one of its views; without one, how its work is distributed. */
interface WorkstreamSearch {
  readonly tab?: 'channels' | 'advanced' | 'settings' | undefined;
}
const workstream = createRoute({
  getParentRoute: () => admin,
  path: '/workstreams/$id',
  validateSearch: (typed: Record<string, unknown>): WorkstreamSearch => ({
    tab: oneOf(['channels', 'advanced', 'settings'], typed['tab']),
  }),
  component: lazyRouteComponent(() => import('./admin/workstreams/workstream.tsx'), 'Workstream'),
});
const queues = createRoute({
  getParentRoute: () => admin,
  path: '/queues',
  component: adminPage('Queues'),
});
const queue = createRoute({
  getParentRoute: () => admin,
  path: '/queues/$id',
  component: lazyRouteComponent(() => import('./admin/queues/queue.tsx'), 'Queue'),
});
const definitions = createRoute({
  getParentRoute: () => admin,
  path: '/settings/$kind',
  component: adminPage('Definitions'),
});
const definition = createRoute({
  getParentRoute: () => admin,
  path: '/settings/$kind/$id',
  component: lazyRouteComponent(() => import('./admin/definitions/definition.tsx'), 'Definition'),
});
const setUp = createRoute({
  getParentRoute: () => admin,
  path: '/set-up/$kind/$id',
  component: lazyRouteComponent(() => import('./admin/set-up/record.tsx'), 'SetUpRecord'),
});
const text = (typed: unknown): string | undefined => (typeof typed === 'string' && typed !== '' ? typed : undefined);
const newAccount = createRoute({
  getParentRoute: () => admin,
  path: '/accounts/new/$step',
  component: lazyRouteComponent(() => import('./admin/accounts/new-account.tsx'), 'NewAccount'),
});
const channelWizard = createRoute({
  getParentRoute: () => admin,
  path: '/workstreams/$id/sms/$draft/$step',
  component: lazyRouteComponent(() => import('./admin/channel-wizard/channel-wizard.tsx'), 'ChannelWizard'),
});
/** `channel`: whose texts; without one, those of all numbers. */
const messages = createRoute({
  getParentRoute: () => admin,
  path: '/messages',
  validateSearch: (typed: Record<string, unknown>): { channel?: string | undefined; locale?: string | undefined } => ({
    channel: text(typed['channel']),
    locale: text(typed['locale']),
  }),
  component: lazyRouteComponent(() => import('./admin/messages/messages.tsx'), 'Messages'),
});
const organisation = createRoute({
  getParentRoute: () => admin,
  path: '/organisation',
  component: lazyRouteComponent(() => import('./admin/settings/organisation.tsx'), 'Organisation'),
});
const security = createRoute({
  getParentRoute: () => admin,
  path: '/security',
  component: lazyRouteComponent(() => import('./admin/security/security.tsx'), 'Security'),
});
/** `kind`: what was changed; without one, everything. */
const history = createRoute({
  getParentRoute: () => admin,
  path: '/history',
  validateSearch: (typed: Record<string, unknown>): { kind?: string | undefined } => ({ kind: text(typed['kind']) }),
  component: lazyRouteComponent(() => import('./admin/history/history-page.tsx'), 'HistoryPage'),
});
const transfer = createRoute({
  getParentRoute: () => admin,
  path: '/transfer',
  component: lazyRouteComponent(() => import('./admin/transfer/transfer.tsx'), 'Transfer'),
});
const consent = createRoute({
  getParentRoute: () => admin,
  path: '/consent',
  component: lazyRouteComponent(() => import('./admin/safety/consent.tsx'), 'Consent'),
});
const sending = createRoute({
  getParentRoute: () => admin,
  path: '/sending',
  component: lazyRouteComponent(() => import('./admin/sending/sending.tsx'), 'Sending'),
});
const senderGroup = createRoute({
  getParentRoute: () => admin,
  path: '/sending/$slug',
  component: lazyRouteComponent(() => import('./admin/sending/sender-group.tsx'), 'SenderGroup'),
});
/** `state`: the reported ones, or those let in again; without one, the blocked ones. */
const blocked = createRoute({
  getParentRoute: () => admin,
  path: '/blocked',
  validateSearch: (typed: Record<string, unknown>): { state?: 'pending' | 'clear' | undefined } => ({
    state: oneOf(['pending', 'clear'], typed['state']),
  }),
  component: lazyRouteComponent(() => import('./admin/safety/blocked.tsx'), 'Blocked'),
});

const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('./me/me.tsx'), 'Me'),
});

const tree = root.addChildren([
  start,
  arrived,
  me,
  work.addChildren([home, session]),
  live.addChildren([overview, monitor]),
  admin.addChildren([
    adminStart,
    channels,
    accounts,
    account,
    workstreams,
    workstream,
    queues,
    queue,
    setUp,
    definitions,
    definition,
    newAccount,
    channelWizard,
    messages,
    organisation,
    security,
    history,
    transfer,
    consent,
    blocked,
    sending,
    senderGroup,
  ]),
]);

export const makeRouter = (cache: QueryClient) =>
  createRouter({
    routeTree: tree,
    context: { cache },
    defaultErrorComponent: BrokenPage,
    defaultNotFoundComponent: NothingHere,
    defaultPreload: 'intent',
    defaultPendingMs: 400,
    defaultPendingComponent: PendingPage,
    scrollRestoration: false,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
