import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { build } from './build.ts';
import { findChromium, freePort, temporaryFolder } from './infrastructure/index.ts';
import { callerOn, choosePresence, fillDesk, keepCustomers, phones, signIn } from './screenshots/a-day.ts';
import { takeAdministration, takeRecords, takeWebhooks } from './screenshots/administration.ts';
import { takeOutside } from './screenshots/outside.ts';
import { folder, isWanted, shoot } from './screenshots/shoot.ts';
import { takeStates } from './screenshots/states.ts';
import { closeUntaken, takeLive, takeWork } from './screenshots/the-day.ts';

/*
 * npm run screenshots -- pictures               every page of the desk, in light and dark, 1440, 1024 and 390 wide, on a product of its own
 * npm run screenshots -- pictures live admin    those alone whose names begin with one of these
 * npm run screenshots -- pictures --whole admin each as tall as its page, to see what would be scrolled to
 */
const root = join(import.meta.dirname, '..');

async function takePictures(baseUrl: string, number: string): Promise<void> {
  const { path: executablePath } = await findChromium();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const told = phones(baseUrl, number);
    const names = ['Lena Marsh', 'Diego Kessler', 'Sofia Lindgren', 'Dana Brooks', 'Noor Haddad'];
    const [lena, diego, sofia, dana, noor] = (await Promise.all(
      names.map((name) => signIn(browser, baseUrl, name)),
    )) as [Page, Page, Page, Page, Page];
    const isDay = isWanted('work') || isWanted('live') || isWanted('states');
    // she has no work, and gets none
    await choosePresence(noor, 'Offline');
    await keepCustomers(await callerOn(dana, baseUrl));
    if (isDay) await fillDesk(lena, diego, told);
    // without a day, what comes in is Diego's
    else await choosePresence(lena, 'Offline');
    const open = new URL(lena.url()).pathname;
    // administration stands beside the day: neither waits for the other
    const day = async () => {
      if (isWanted('work')) await takeWork(lena, baseUrl, told, open);
      if (isWanted('live')) await takeLive(sofia, baseUrl, open);
    };
    const administration = async () => {
      if (!isWanted('admin')) return;
      await takeRecords(dana, baseUrl);
      await takeAdministration(dana, baseUrl);
      await takeWebhooks(dana, baseUrl, told);
    };
    await Promise.all([day(), administration()]);
    if (isWanted('outside')) await takeOutside(browser, baseUrl, told, { diego, dana });
    if (!isWanted('states')) return;
    await closeUntaken(sofia, baseUrl, isWanted('work'));
    await takeStates({ lena, noor, sofia, dana }, baseUrl, told, open);
    await dana.goto(`${baseUrl}/signed-out`);
    await dana.getByText('You are signed out.').waitFor();
    await shoot(dana, 'states-signed-out');
  } catch (error) {
    // what stood there while something was waited for says more than what was waited for
    const pages = browser.contexts().flatMap((context) => context.pages());
    await Promise.all(pages.map((page, n) => page.screenshot({ path: join(folder, `failed-${n + 1}.png`) })));
    throw error;
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
