import type { Page } from 'playwright-core';
import { letOneWait, type Phones } from './a-day.ts';
import { writeHours } from './a-week.ts';
import { shoot, visit } from './shoot.ts';

/** Every kind of definition, by the address of its list. */
const kinds = [
  ...['bots', 'assists', 'quick-replies', 'surveys', 'disposition-codes', 'context-variables'],
  ...['outbound-configurations', 'message-templates', 'time-out-rules', 'skills', 'skill-types', 'rating-models'],
  ...['capacity-profiles', 'presences', 'session-templates', 'application-tabs', 'notification-templates', 'sounds'],
  ...['consent-modes', 'consent-texts', 'masking-rules', 'skill-finders'],
];

/** The lists of what is set up, and one of each. */
export async function takeRecords(dana: Page, baseUrl: string): Promise<void> {
  for (const page of ['channels', 'accounts', 'workstreams', 'queues', 'users', 'routing']) {
    await visit(dana, baseUrl, `/admin/${page}`, `admin-${page}`, 'table');
    if (page === 'channels' || page === 'routing') continue;
    await dana.getByRole('table').getByRole('link').first().click();
    await dana.locator('main section').first().waitFor();
    await shoot(dana, `admin-${page}-one`);
  }
}

/** Every page of administration beside its lists, with something on it. */
export async function takeAdministration(dana: Page, baseUrl: string): Promise<void> {
  const shootAt = (path: string, name: string, ready = 'main h1') => visit(dana, baseUrl, path, `admin-${name}`, ready);
  const idOf = async (list: string) => {
    await dana.goto(new URL(list, baseUrl).href);
    await dana.getByRole('table').getByRole('link').first().click();
    await dana.waitForURL(/[0-9a-f-]{36}/);
    return /[0-9a-f-]{36}/.exec(dana.url())![0];
  };
  const workstream = await idOf('/admin/workstreams');
  const account = await idOf('/admin/accounts');
  const channel = await idOf('/admin/channels');
  await shootAt('/admin', 'start');
  await shootAt(`/admin/accounts/${account}`, 'account', 'aside');
  for (const step of ['details', 'credentials', 'numbers'])
    await shootAt(`/admin/accounts/new/${step}`, `new-account-${step}`);
  await shootAt(`/admin/set-up/channels/${channel}`, 'channel', 'aside');
  await shootAt('/admin/queues/new', 'queues-new', 'main section');
  await takeRules(dana, baseUrl, workstream, await idOf('/admin/queues'));
  for (const tab of ['channels', 'conversations', 'customers', 'advanced', 'settings'])
    await shootAt(`/admin/workstreams/${workstream}?tab=${tab}`, `workstream-${tab}`, 'main section');
  const draft = `/admin/workstreams/${workstream}/sms/01990000-0000-7000-8000-0000000000cc`;
  for (const step of ['setup', 'language', 'behaviors', 'userFeatures'])
    await shootAt(`${draft}/${step}`, `set-up-sms-${step}`, 'nav[aria-label="Steps"]');
  await dana.getByRole('button', { name: 'Next: Summary' }).click();
  await dana.getByText('Nothing is live before Finish.').waitFor();
  await dana.getByRole('main').getByRole('status').last().waitFor();
  await shoot(dana, 'admin-set-up-sms-summary');

  await shootAt('/admin/settings/operating-hours/new', 'hours-empty');
  await writeHours(dana);
  await shoot(dana, 'admin-hours-week');
  await dana.getByRole('tab', { name: 'Calendar' }).click();
  await shoot(dana, 'admin-hours-calendar');
  await dana.getByRole('button', { name: 'Save changes' }).click();
  await dana.getByText('Saved. In force within 2 seconds.').first().waitFor();

  await shootAt('/admin/messages', 'messages', 'table');
  await dana
    .getByRole('button', { name: /^Replace here/ })
    .first()
    .click();
  await shoot(dana, 'admin-messages-edit');
  await shootAt('/admin/organisation', 'organisation', 'main section');
  await shootAt('/admin/security', 'security', 'main section');
  await shootAt('/admin/history', 'history', 'main section');
  await shootAt('/admin/transfer', 'transfer', 'main section');
  await shootAt('/admin/assignment', 'assignment', 'main section');
  await shootAt('/admin/customers', 'customers');
  for (const kind of ['customers', 'accounts', 'cases'])
    await shootAt(`/admin/customers/${kind}/new`, `customers-new-${kind}`, 'main section');
  await shootAt('/admin/customers?tab=directory', 'customers-directory', 'main section');
  await shootAt('/admin/sending', 'sending', 'main section');
  await shootAt('/admin/sending/new', 'sending-new', 'main section');
  await shootAt('/admin/consent', 'consent');
  await shootAt('/admin/blocked', 'blocked');
  await shootAt('/admin/forget', 'forget');
  await shootAt('/admin/runs', 'runs');
  for (const kind of kinds) {
    await shootAt(`/admin/settings/${kind}`, kind);
    await shootAt(`/admin/settings/${kind}/new`, `${kind}-new`, 'main section');
  }
}

/** Another system that is told of texts, and hears none: nobody is at home there. */
export async function takeWebhooks(dana: Page, baseUrl: string, told: Phones): Promise<void> {
  await visit(dana, baseUrl, '/admin/webhooks/new', 'admin-webhooks-new', 'main section');
  await dana.getByRole('textbox', { name: 'Name' }).fill('Warehouse');
  await dana.getByRole('textbox', { name: 'Address' }).fill('https://warehouse.invalid/parley');
  await dana.getByRole('checkbox', { name: 'A text came further' }).check();
  await dana.getByRole('checkbox', { name: 'A customer wrote' }).check();
  await dana.getByRole('button', { name: 'Save changes' }).click();
  await dana.getByText(/^whsec_/).waitFor();
  await shoot(dana, 'admin-webhooks-secret');
  await dana.getByRole('button', { name: 'I have kept it' }).click();
  const first = dana.getByRole('group', { name: 'What it was told' }).getByRole('row').nth(1);
  // what is wanted anew is heard a moment later: the customer goes on until it is
  for (let isTold = false; !isTold;) {
    await letOneWait(told);
    isTold = await first.waitFor({ timeout: 5_000 }).then(
      () => true,
      () => false,
    );
  }
  await shoot(dana, 'admin-webhooks-one');
  await visit(dana, baseUrl, '/admin/webhooks', 'admin-webhooks', 'table');
}

/** Rules that are being written: of a workstream, and of a queue. */
async function takeRules(dana: Page, baseUrl: string, workstream: string, queue: string): Promise<void> {
  const press = (name: string) => dana.getByRole('button', { name, exact: true }).first().click();
  await dana.goto(`${baseUrl}/admin/workstreams/${workstream}?tab=classification`);
  await press('Add ruleset');
  await press('Add rule');
  await press('Condition');
  await press('Add value');
  await shoot(dana, 'admin-rules-classification');
  await press('Discard');
  await dana.goto(`${baseUrl}/admin/workstreams/${workstream}?tab=routes`);
  await press('Add rule');
  await press('Condition');
  await press('Add queue');
  await shoot(dana, 'admin-rules-routes');
  await press('Discard');
  await dana.goto(`${baseUrl}/admin/queues/${queue}?tab=rules`);
  await press('Add rule');
  await press('Condition');
  await press('Add ruleset');
  await dana
    .getByRole('button', { name: /^Rule 1/ })
    .last()
    .click();
  await press('Add order');
  await shoot(dana, 'admin-rules-queue');
  await press('Discard');
}
