import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { build } from './build.ts';
import { findChromium, freePort, temporaryFolder } from './infrastructure/index.ts';
import { writeHours } from './screenshots/a-week.ts';
import { choosePresence, fillDesk, letOneWait, offerOne, phones, type Phones, signIn } from './screenshots/a-day.ts';

/*
 * npm run screenshots -- pictures               every page of the desk, in light and dark, 1440, 1024 and 390 wide, on a product of its own
 * npm run screenshots -- pictures live admin    those alone whose names begin with one of these
 */
const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(root, 'dist', 'pictures'));
const wanted = process.argv.slice(3);
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** Two frames later, in the words of the page. */
const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** The page as it stands, in both schemes and at every width. */
async function shoot(page: Page, name: string): Promise<void> {
  if (wanted.length > 0 && !wanted.some((beginning) => name.startsWith(beginning))) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.evaluate(drawn);
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(sizes[0]!);
  process.stdout.write(`${name}\n`);
}

async function visit(page: Page, baseUrl: string, path: string, name: string, ready = 'main'): Promise<void> {
  await page.goto(new URL(path, baseUrl).href);
  await page.locator(ready).first().waitFor();
  await page.getByRole('status').filter({ hasText: 'Loading' }).first().waitFor({ state: 'hidden' });
  await shoot(page, name);
}

async function takePictures(baseUrl: string, number: string): Promise<void> {
  const { path: executablePath } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const told = phones(baseUrl, number);
    const [lena, diego, sofia, dana] = (await Promise.all(
      ['Lena Marsh', 'Diego Kessler', 'Sofia Lindgren', 'Dana Brooks'].map((name) => signIn(browser, baseUrl, name)),
    )) as [Page, Page, Page, Page];
    await fillDesk(lena, diego, told);
    const open = new URL(lena.url()).pathname;
    // administration stands beside the day: neither waits for the other
    const day = async () => {
      await takeWork(lena, baseUrl, told, open);
      await takeLive(sofia, baseUrl, open);
    };
    await Promise.all([day(), takeRecords(dana, baseUrl).then(() => takeAdministration(dana, baseUrl))]);
    await takeWebhooks(dana, baseUrl, told);
    await dana.goto(`${baseUrl}/signed-out`);
    await dana.getByText('You are signed out.').waitFor();
    await shoot(dana, 'signed-out');
  } catch (error) {
    // what stood there while something was waited for says more than what was waited for
    const pages = browser.contexts().flatMap((context) => context.pages());
    await Promise.all(pages.map((page, n) => page.screenshot({ path: join(folder, `failed-${n + 1}.png`) })));
    throw error;
  } finally {
    await browser.close();
  }
}

/** The agent's day; `open` is a conversation of hers. */
async function takeWork(lena: Page, baseUrl: string, told: Phones, open: string): Promise<void> {
  await offerOne(lena, told);
  await shoot(lena, 'work-conversation');
  await lena.getByRole('tab', { name: 'Home' }).click();
  await shoot(lena, 'work-home');
  await lena.getByRole('button', { name: /^Presence/ }).click();
  await lena.getByRole('menuitem', { name: 'Do not disturb' }).waitFor();
  await shoot(lena, 'presence');
  await lena.keyboard.press('Escape');
  await choosePresence(lena, 'Do not disturb');
  await letOneWait(told);

  await visit(lena, baseUrl, '/work?list=open', 'work-open', 'text=Assign to me');
  await visit(lena, baseUrl, '/work?list=closed', 'work-closed');
  await lena.getByRole('link').filter({ hasText: '+1 (646) 555-0121' }).click();
  await lena.getByText('This conversation is closed.').waitFor();
  await shoot(lena, 'work-read-only');
  await visit(lena, baseUrl, '/work?show=wrap-up', 'work-filtered');
  await lena.getByRole('tab', { name: '+1 (512) 555-0110' }).click();
  await lena.getByRole('region', { name: 'Wrap-up' }).waitFor();
  await lena.getByRole('complementary', { name: 'Customer' }).getByText('Consent').waitFor();
  await shoot(lena, 'work-wrap-up');
  await lena.keyboard.press('Control+/');
  await shoot(lena, 'keys');
  await lena.keyboard.press('Escape');
  await lena.keyboard.press('Control+k');
  await lena.getByRole('listbox').waitFor();
  await shoot(lena, 'palette');
  await lena.keyboard.press('Escape');
  await lena.goto(new URL(open, baseUrl).href);
  await lena.locator('[data-region="composer"] textarea').waitFor();
  await lena.locator('[data-region="composer"] textarea').fill('/q ');
  await lena.getByRole('group', { name: 'Whose' }).waitFor();
  await shoot(lena, 'work-quick-replies');
  await lena.locator('[data-region="composer"] textarea').fill('');
  await visit(lena, baseUrl, '/me', 'me', 'text=Your quick replies');
  await visit(lena, baseUrl, '/admin', 'not-allowed', 'text=You can’t open');
}

/** What a supervisor sees of it. */
async function takeLive(sofia: Page, baseUrl: string, open: string): Promise<void> {
  await visit(sofia, baseUrl, '/live', 'live', 'table');
  await sofia.getByRole('group', { name: 'Queues' }).getByRole('link').first().click();
  await sofia.waitForURL(/queues/);
  await sofia.getByRole('region', { name: 'About this queue' }).waitFor();
  await shoot(sofia, 'live-queue');
  await sofia
    .getByRole('button', { name: /^Change / })
    .first()
    .click();
  await sofia.getByRole('dialog').getByRole('combobox', { name: 'Queues' }).waitFor();
  await shoot(sofia, 'live-agent');
  await sofia.keyboard.press('Escape');
  await visit(sofia, baseUrl, open.replace('/work', '/live'), 'live-monitor', '[role="log"]');
  await sofia.getByRole('link', { name: 'See why' }).click();
  await sofia.getByRole('region', { name: 'Routed to a queue' }).waitFor();
  await shoot(sofia, 'explain');
  await visit(sofia, baseUrl, '/live/history?by=agent&compare=before', 'live-history', 'table');
  await visit(sofia, baseUrl, '/live/history?by=presence', 'live-presences', 'table');
  await visit(sofia, baseUrl, '/live/sending', 'live-sending', 'table');
  await visit(sofia, baseUrl, '/live/texts?q=lamp', 'live-texts', 'table');
  await visit(sofia, baseUrl, '/live/actions', 'live-actions', 'main');
}

/** The lists of what is set up, and one of each. */
async function takeRecords(dana: Page, baseUrl: string): Promise<void> {
  for (const page of ['channels', 'accounts', 'workstreams', 'queues', 'users', 'routing']) {
    await visit(dana, baseUrl, `/admin/${page}`, `admin-${page}`, 'table');
    if (page === 'channels' || page === 'routing') continue;
    await dana.getByRole('table').getByRole('link').first().click();
    await dana.locator('main section').first().waitFor();
    await shoot(dana, `admin-${page}-one`);
  }
}

/** Every page of administration beside its lists, with something on it. */
async function takeAdministration(dana: Page, baseUrl: string): Promise<void> {
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
  await shootAt('/admin/customers/customers/new', 'customers-new', 'main section');
  await shootAt('/admin/customers?tab=directory', 'customers-directory', 'main section');
  await shootAt('/admin/sending', 'sending', 'main section');
  await shootAt('/admin/sending/new', 'sending-new', 'main section');
  await shootAt('/admin/consent', 'consent');
  await shootAt('/admin/blocked', 'blocked');
  await shootAt('/admin/forget', 'forget');
  for (const kind of [
    'quick-replies',
    'masking-rules',
    'bots',
    'notification-templates',
    'time-out-rules',
    'surveys',
    'skills',
    'session-templates',
  ]) {
    await shootAt(`/admin/settings/${kind}`, kind);
    await shootAt(`/admin/settings/${kind}/new`, `${kind}-new`, 'main section');
  }
}

/** Another system that is told of texts, and hears none: nobody is at home there. */
async function takeWebhooks(dana: Page, baseUrl: string, told: Phones): Promise<void> {
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

await mkdir(folder, { recursive: true });
await build();
const data = temporaryFolder('screenshots');
const port = await freePort();
Object.assign(process.env, { PORT: String(port), DATA_FOLDER: data.path, LOG_LEVEL: 'warn' });
for (const name of ['DATABASE_URL', 'AMQP_URL', 'OIDC_ISSUER', 'TWILIO_API_BASE_URL', 'PUBLIC_BASE_URL']) {
  delete process.env[name];
}
// from the build, as it uses what only the build can run
const { Product, demoNumber } = (await import(
  pathToFileURL(join(root, 'dist', 'tools', 'start', 'run.js')).href
)) as typeof import('./start/run.ts');
const product = new Product(root);
try {
  await product.start();
  await takePictures(`http://localhost:${port}`, demoNumber);
  process.stdout.write(`The pictures are in ${folder}.\n`);
} finally {
  await product.stop();
  data.remove();
}
