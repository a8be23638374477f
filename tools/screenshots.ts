import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { build } from './build.ts';
import { findChromium, freePort, temporaryFolder } from './infrastructure/index.ts';
import { choosePresence, fillDesk, letOneWait, offerOne, phones, signIn } from './screenshots/a-day.ts';

/*
 * npm run screenshots -- pictures    every page of the desk, in light and dark, 1440, 1024 and 390 wide, on a product of its own
 */
const root = join(import.meta.dirname, '..');
const folder = resolve(process.argv[2] ?? join(root, 'dist', 'pictures'));
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** Two frames later, in the words of the page. */
const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** The page as it stands, in both schemes and at every width. */
async function shoot(page: Page, name: string): Promise<void> {
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
    await offerOne(lena, told);
    await shoot(lena, 'work-conversation');
    await lena.getByRole('tab', { name: 'Home' }).click();
    await shoot(lena, 'work-home');
    await choosePresence(lena, 'Do not disturb');
    await letOneWait(told);

    await visit(lena, baseUrl, '/work?list=closed', 'work-closed');
    await lena.getByRole('link').filter({ hasText: '+1 (646) 555-0121' }).click();
    await lena.getByText('This conversation is closed.').waitFor();
    await shoot(lena, 'work-read-only');
    await visit(lena, baseUrl, '/work?show=wrap-up', 'work-filtered');
    await lena.getByRole('tab', { name: '+1 (512) 555-0110' }).click();
    await lena.getByRole('region', { name: 'Wrap-up' }).waitFor();
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

    await visit(sofia, baseUrl, '/live', 'live', 'table');
    await visit(sofia, baseUrl, open.replace('/work', '/live'), 'live-monitor', '[role="log"]');

    for (const page of ['channels', 'accounts', 'workstreams', 'queues']) {
      await visit(dana, baseUrl, `/admin/${page}`, `admin-${page}`, 'table');
      const record = dana.getByRole('table').getByRole('link').first();
      if (page === 'channels') continue;
      await record.click();
      await dana.locator('main section').first().waitFor();
      await shoot(dana, `admin-${page}-one`);
    }
    await dana.goto(`${baseUrl}/signed-out`);
    await dana.getByText('You are signed out.').waitFor();
    await shoot(dana, 'signed-out');
  } finally {
    await browser.close();
  }
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
