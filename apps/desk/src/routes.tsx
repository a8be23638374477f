import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, Navigate, Outlet } from '@tanstack/react-router';
import type { ChannelId, QueueId } from '#contracts';
import { adminRoutes } from './admin-routes.tsx';
import { root } from './root-route.tsx';
import { BrokenPage, For, NothingHere, PendingPage } from './shell/boundary.tsx';
import { oneOf } from './shell/search.ts';
import { firstPlace } from './shell/rail.tsx';
import { NoRole } from './shell/sign-in/pages.tsx';
import { usePerson } from './shell/sign-in/session.ts';
import { words } from './words/en.ts';

function Start() {
  const to = firstPlace(usePerson().roles);
  return to ? <Navigate to={to} replace /> : <NoRole />;
}
const start = createRoute({ getParentRoute: () => root, path: '/', component: Start });
const arrived = createRoute({ getParentRoute: () => root, path: '/signed-in', component: Start });

/**
 * `list`: which of the agent's lists; `show`: one status only; `read`: with texts that were not seen, or without; `line`: one line only;
 * `q`: what is looked for; `sort`: its order; `of`, `order`: one queue only and the order, of the open list; `cases`: the order of the cases.
 */
interface WorkSearch {
  readonly list?: 'mine' | 'open' | 'closed' | 'cases' | undefined;
  readonly show?: 'active' | 'waiting' | 'wrap-up' | undefined;
  readonly read?: 'unread' | 'read' | undefined;
  readonly line?: ChannelId | undefined;
  readonly q?: string | undefined;
  readonly sort?: 'waiting' | 'latest' | 'oldest' | 'customer' | undefined;
  readonly of?: QueueId | undefined;
  readonly order?: 'age' | 'customer' | 'workstream' | 'mode' | undefined;
  readonly cases?: 'newest' | 'oldest' | 'customer' | undefined;
}
const idIn = <Id extends string>(typed: unknown): Id | undefined =>
  typeof typed === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(typed) ? (typed as Id) : undefined;
/** What was typed, also where it looks like a number. */
const said = (typed: unknown): string | undefined => (typed === undefined || typed === '' ? undefined : String(typed));
const workSearch = (typed: Record<string, unknown>): WorkSearch => ({
  list: oneOf(['mine', 'open', 'closed', 'cases'], typed['list']),
  show: oneOf(['active', 'waiting', 'wrap-up'], typed['show']),
  read: oneOf(['unread', 'read'], typed['read']),
  line: idIn<ChannelId>(typed['line']),
  q: said(typed['q'])?.slice(0, 100),
  sort: oneOf(['waiting', 'latest', 'oldest', 'customer'], typed['sort']),
  of: idIn<QueueId>(typed['of']),
  order: oneOf(['age', 'customer', 'workstream', 'mode'], typed['order']),
  cases: oneOf(['newest', 'oldest', 'customer'], typed['cases']),
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

const Explain = lazyRouteComponent(() => import('./supervisor/explain/explain.tsx'), 'Explain');
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

const liveQueue = createRoute({
  getParentRoute: () => live,
  path: '/queues/$queue',
  component: lazyRouteComponent(() => import('./supervisor/queue-page.tsx'), 'QueuePage'),
});

/** Whose contradicting reports are shown, by our number and by account, and of how many days; without these, of all and of a week. */
interface SendingSearch {
  readonly number?: string | undefined;
  readonly account?: string | undefined;
  readonly days?: '1' | '7' | '30' | '90' | undefined;
}
const liveSending = createRoute({
  getParentRoute: () => live,
  path: '/sending',
  validateSearch: (typed: Record<string, unknown>): SendingSearch => ({
    number: typeof typed['number'] === 'string' ? typed['number'] : undefined,
    account: typeof typed['account'] === 'string' ? typed['account'] : undefined,
    days: oneOf(['1', '7', '30', '90'], typed['days']),
  }),
  component: lazyRouteComponent(() => import('./supervisor/sending/sending.tsx'), 'Sending'),
});

/** Days such as `2026-11-24`, the last one included; without them, the last week. `by`: what a line is; without it, a queue. */
interface HistorySearch {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly zone?: string | undefined;
  readonly by?:
    'queue' | 'workstream' | 'hour' | 'skill' | 'profile' | 'agent' | 'advice' | 'presence' | 'channel' | undefined;
  /** Of whom presences are told: of the agents of this queue. */
  readonly queue?: string | undefined;
  readonly compare?: 'before' | undefined;
}
const date = (typed: unknown) => (typeof typed === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(typed) ? typed : undefined);
const liveHistory = createRoute({
  getParentRoute: () => live,
  path: '/history',
  validateSearch: (typed: Record<string, unknown>): HistorySearch => ({
    from: date(typed['from']),
    to: date(typed['to']),
    zone: typeof typed['zone'] === 'string' ? typed['zone'] : undefined,
    by: oneOf(
      ['queue', 'workstream', 'hour', 'skill', 'profile', 'agent', 'advice', 'presence', 'channel'],
      typed['by'],
    ),
    queue: typeof typed['queue'] === 'string' ? typed['queue'] : undefined,
    compare: oneOf(['before'], typed['compare']),
  }),
  component: lazyRouteComponent(() => import('./supervisor/history/history.tsx'), 'History'),
});

/** What is looked for in texts: words, the customer, days. */
interface TextsSearch {
  readonly q?: string | undefined;
  readonly customer?: string | undefined;
  readonly contact?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}
const liveTexts = createRoute({
  getParentRoute: () => live,
  path: '/texts',
  validateSearch: (typed: Record<string, unknown>): TextsSearch => ({
    q: said(typed['q']),
    customer: said(typed['customer']),
    contact: idIn(typed['contact']),
    from: date(typed['from']),
    to: date(typed['to']),
  }),
  component: lazyRouteComponent(() => import('./supervisor/find/find-texts.tsx'), 'FindTexts'),
});
const liveActions = createRoute({
  getParentRoute: () => live,
  path: '/actions',
  component: lazyRouteComponent(() => import('./supervisor/actions/actions.tsx'), 'Actions'),
});

const explain = createRoute({
  getParentRoute: () => root,
  path: '/explain/$workItem',
  component: () => (
    <For roles={['supervisor', 'administrator']} page={words.pages.explain}>
      <Explain />
    </For>
  ),
});

const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('./me/me.tsx'), 'Me'),
});

/** Every address of the desk, with what stands in its search, and the page it opens. Pages arrive when they are first opened. */
const tree = root.addChildren([
  start,
  arrived,
  me,
  work.addChildren([home, session]),
  live.addChildren([overview, monitor, liveQueue, liveSending, liveHistory, liveTexts, liveActions]),
  explain,
  adminRoutes,
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
