import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { root } from './root-route.tsx';
import { For } from './shell/boundary.tsx';
import { findPagesIn } from './shell/pages-to-find.ts';
import { oneOf } from './shell/search.ts';
import { words } from './words/en.ts';

findPagesIn(async (roles) => {
  if (!roles.some((role) => role !== 'agent')) return [];
  const { sideBarOf } = await import('./admin/places.ts');
  return sideBarOf(roles).flatMap(({ name: group, places }) => places.map(({ name, to }) => ({ name, group, to })));
});

/** Every address of administration. */
const Admin = lazyRouteComponent(() => import('./admin/admin.tsx'), 'Admin');
const admin = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  component: () => (
    <For roles={['administrator', 'supervisor']} page={words.pages.admin}>
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
  component: lazyRouteComponent(() => import('./admin/accounts/account.tsx'), 'Account'),
});
const workstreams = createRoute({
  getParentRoute: () => admin,
  path: '/workstreams',
  component: adminPage('Workstreams'),
});
interface UsersSearch {
  readonly q?: string | undefined;
  readonly queueId?: string | undefined;
  readonly skillId?: string | undefined;
  readonly profileId?: string | undefined;
}
/** `tab`: one of its views; without one, how its work is distributed. */
const workstreamTabs = [
  'classification',
  'routes',
  'channels',
  'conversations',
  'customers',
  'advanced',
  'settings',
] as const;
interface WorkstreamSearch {
  readonly tab?: (typeof workstreamTabs)[number] | undefined;
}
const workstream = createRoute({
  getParentRoute: () => admin,
  path: '/workstreams/$id',
  validateSearch: (typed: Record<string, unknown>): WorkstreamSearch => ({
    tab: oneOf(workstreamTabs, typed['tab']),
  }),
  component: lazyRouteComponent(() => import('./admin/workstreams/workstream.tsx'), 'Workstream'),
});
/** `q`: part of the name. */
const queues = createRoute({
  getParentRoute: () => admin,
  path: '/queues',
  validateSearch: (typed: Record<string, unknown>): { q?: string | undefined } => ({ q: text(typed['q']) }),
  component: adminPage('Queues'),
});
const routing = createRoute({
  getParentRoute: () => admin,
  path: '/routing',
  component: lazyRouteComponent(() => import('./admin/rules/rules.tsx'), 'RoutingRules'),
});
/** `q`: part of the name; the others: only who has it. */
const users = createRoute({
  getParentRoute: () => admin,
  path: '/users',
  validateSearch: (typed: Record<string, unknown>): UsersSearch => ({
    q: text(typed['q']),
    queueId: text(typed['queueId']),
    skillId: text(typed['skillId']),
    profileId: text(typed['profileId']),
  }),
  component: lazyRouteComponent(() => import('./admin/users/users.tsx'), 'Users'),
});
const user = createRoute({
  getParentRoute: () => admin,
  path: '/users/$id',
  component: lazyRouteComponent(() => import('./admin/users/user.tsx'), 'User'),
});
const assignment = createRoute({
  getParentRoute: () => admin,
  path: '/assignment',
  component: lazyRouteComponent(() => import('./admin/settings/assignment.tsx'), 'Assignment'),
});
/** `tab`: its own rules; without one, its settings. */
const queue = createRoute({
  getParentRoute: () => admin,
  path: '/queues/$id',
  validateSearch: (typed: Record<string, unknown>): { tab?: 'rules' | undefined } => ({
    tab: oneOf(['rules'], typed['tab']),
  }),
  component: lazyRouteComponent(() => import('./admin/queues/queue.tsx'), 'Queue'),
});
const definitions = createRoute({
  getParentRoute: () => admin,
  path: '/settings/$kind',
  component: lazyRouteComponent(() => import('./admin/definitions/definitions.tsx'), 'Definitions'),
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
/** `tab`: one of its views; without one, contacts. */
const customers = createRoute({
  getParentRoute: () => admin,
  path: '/customers',
  validateSearch: (
    typed: Record<string, unknown>,
  ): { tab?: 'contacts' | 'accounts' | 'cases' | 'directory' | undefined } => ({
    tab: oneOf(['contacts', 'accounts', 'cases', 'directory'], typed['tab']),
  }),
  component: lazyRouteComponent(() => import('./admin/customers/customers.tsx'), 'Customers'),
});
const customerRecord = createRoute({
  getParentRoute: () => admin,
  path: '/customers/$kind/$id',
  component: lazyRouteComponent(() => import('./admin/customers/record.tsx'), 'CustomerRecord'),
});
const organisation = createRoute({
  getParentRoute: () => admin,
  path: '/organisation',
  component: lazyRouteComponent(() => import('./admin/settings/organisation.tsx'), 'Organisation'),
});
/** `secret`: the column whose permissions are shown; without one, the tokens of accounts. */
const security = createRoute({
  getParentRoute: () => admin,
  path: '/security',
  validateSearch: (typed: Record<string, unknown>): { secret?: string | undefined } => ({
    secret: text(typed['secret']),
  }),
  component: lazyRouteComponent(() => import('./admin/security/security.tsx'), 'Security'),
});
/** `kind`: what was changed; without one, everything. */
const history = createRoute({
  getParentRoute: () => admin,
  path: '/history',
  validateSearch: (typed: Record<string, unknown>): { kind?: string | undefined } => ({ kind: text(typed['kind']) }),
  component: lazyRouteComponent(() => import('./admin/history/history-page.tsx'), 'HistoryPage'),
});
const failedEvents = createRoute({
  getParentRoute: () => admin,
  path: '/failed-events',
  component: lazyRouteComponent(() => import('./admin/failed-events/failed-events.tsx'), 'FailedEvents'),
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
/** `contact`: who asks for it. */
const forget = createRoute({
  getParentRoute: () => admin,
  path: '/forget',
  validateSearch: (typed: Record<string, unknown>): { contact?: string | undefined } => ({
    contact: text(typed['contact']),
  }),
  component: lazyRouteComponent(() => import('./admin/safety/forget.tsx'), 'Forget'),
});
const runs = createRoute({
  getParentRoute: () => admin,
  path: '/runs',
  component: lazyRouteComponent(() => import('./admin/runs/runs.tsx'), 'Runs'),
});
const run = createRoute({
  getParentRoute: () => admin,
  path: '/runs/$id',
  component: lazyRouteComponent(() => import('./admin/runs/run.tsx'), 'Run'),
});
const webhooks = createRoute({
  getParentRoute: () => admin,
  path: '/webhooks',
  component: lazyRouteComponent(() => import('./admin/webhooks/webhooks.tsx'), 'Webhooks'),
});
/** `state`: only what was heard, was not, or waits; without one, everything it was told. */
const webhook = createRoute({
  getParentRoute: () => admin,
  path: '/webhooks/$id',
  validateSearch: (typed: Record<string, unknown>): { state?: 'pending' | 'delivered' | 'failed' | undefined } => ({
    state: oneOf(['pending', 'delivered', 'failed'], typed['state']),
  }),
  component: lazyRouteComponent(() => import('./admin/webhooks/webhook.tsx'), 'Webhook'),
});

export const adminRoutes = admin.addChildren([
  adminStart,
  channels,
  accounts,
  account,
  workstreams,
  workstream,
  queues,
  queue,
  routing,
  users,
  user,
  assignment,
  customers,
  customerRecord,
  setUp,
  definitions,
  definition,
  newAccount,
  channelWizard,
  messages,
  organisation,
  security,
  history,
  failedEvents,
  transfer,
  consent,
  runs,
  run,
  blocked,
  forget,
  sending,
  senderGroup,
  webhooks,
  webhook,
]);
