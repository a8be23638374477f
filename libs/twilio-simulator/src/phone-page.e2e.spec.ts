import { AxeBuilder } from '@axe-core/playwright';
import { jest } from '@jest/globals';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { amara, aSimulator, authToken, line, sid } from './testing/a-simulator.ts';
import { aReceiver } from './testing/receiver.ts';
import { sdkFor } from './testing/sdk.ts';

jest.setTimeout(60_000);

let browser: Browser;
let simulator: Awaited<ReturnType<typeof aSimulator>>;
let receiver: Awaited<ReturnType<typeof aReceiver>>;

beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM']!,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  });
});
afterAll(() => browser.close());
beforeEach(async () => {
  receiver = await aReceiver();
  simulator = await aSimulator({ smsUrl: `${receiver.url}/in` });
});
afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
  await simulator.stop();
  await receiver.stop();
});

/** The page, opened by somebody new; what the browser complains about fails the test. */
async function visit(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${simulator.url}/phone`);
  await page.getByText('Live', { exact: true }).waitFor();
  return page;
}
const complaints: string[] = [];
afterEach(() => expect(complaints.splice(0)).toEqual([]));

const answer = (body: string, to = amara) =>
  sdkFor(simulator.url, sid, authToken).messages.create({ from: line, to, body });
const phoneOf = (page: Page, name: string) => page.getByRole('article', { name: `Phone of ${name}` });
const logOf = (page: Page) => page.getByRole('region', { name: 'Sent and answered' });

describe('somebody at the phone page', () => {
  it('texts the support number with Enter, sees that Parley has it, and reads the answer', async () => {
    const page = await visit();
    const phone = phoneOf(page, 'Amara Okafor');
    await phone.getByText('Write to Deliveries line below.').waitFor();
    await phone.getByRole('textbox', { name: 'Text from Amara Okafor' }).fill('Hi, my parcel is broken');
    await page.keyboard.press('Enter');
    await phone.getByText('Parley has it').waitFor();
    expect(receiver.got[0]!.form).toMatchObject({ Body: 'Hi, my parcel is broken', From: amara, To: line });
    await answer('שלום, we send a new one');
    await phone.locator('p:dir(rtl)', { hasText: 'we send a new one' }).waitFor();
    await logOf(page).getByText('The text from Amara Okafor goes to Parley.').click();
    await logOf(page).getByText('MessageSid').first().waitFor();
  });

  it('goes on seeing a text that came while the page still opened', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    let letCome = () => {};
    const mayCome = new Promise<void>((resolve) => (letCome = resolve));
    const first = encodeURIComponent(amara);
    await page.route(
      `**/simulator/phones/${first}`,
      async (route) => {
        const asItWas = await route.fetch();
        await mayCome;
        await route.fulfill({ response: asItWas });
      },
      { times: 1 },
    );
    await page.goto(`${simulator.url}/phone`);
    await page.getByText('Live', { exact: true }).waitFor();
    await answer('It is on its way');
    const text = phoneOf(page, 'Amara Okafor').getByText('It is on its way');
    await text.waitFor();
    const late = page.waitForEvent('requestfinished', (request) =>
      request.url().endsWith(`/simulator/phones/${first}`),
    );
    letCome();
    await late;
    await page.evaluate('new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))');
    expect(await text.count()).toBe(1);
  });

  it('sees when a text did not get through, and why', async () => {
    const page = await visit();
    receiver.answerWith(() => ({ status: 503 }));
    await phoneOf(page, 'Amara Okafor').getByRole('button', { name: 'Emoji' }).click();
    await phoneOf(page, 'Amara Okafor').getByText('Parley did not get it 503').waitFor();
    simulator.control.removeNumber(line);
    await phoneOf(page, 'Amara Okafor').getByText('No support number yet').waitFor({ state: 'attached' });
    await expect(phoneOf(page, 'Amara Okafor').getByRole('button', { name: 'STOP' }).isDisabled()).resolves.toBe(true);
  });

  it('is told that nobody listens until a webhook is set', async () => {
    simulator.control.configureNumber(line, { smsUrl: '' });
    const page = await visit();
    const note = phoneOf(page, 'Amara Okafor').getByText('No webhook is set on this number yet.');
    await note.waitFor();
    const [number] = await sdkFor(simulator.url, sid, authToken).incomingPhoneNumbers.list();
    await sdkFor(simulator.url, sid, authToken)
      .incomingPhoneNumbers(number!.sid)
      .update({ smsUrl: `${receiver.url}/in` });
    await note.waitFor({ state: 'hidden' });
  });

  it('sends a picture, a long text and a burst of ten', async () => {
    const page = await visit();
    const phone = phoneOf(page, 'Amara Okafor');
    for (const name of ['Picture', 'Long text', 'Burst of 10']) await phone.getByRole('button', { name }).click();
    await phone.getByText('Text 10 of 10').waitFor();
    await phone.getByRole('img', { name: 'Picture' }).waitFor();
    await simulator.control.idle();
    const forms = receiver.got.map(({ form }) => form);
    expect(forms).toHaveLength(12);
    expect(forms.some(({ MediaContentType0 }) => MediaContentType0 === 'image/png')).toBe(true);
    expect(forms.some(({ NumSegments }) => Number(NumSegments) > 4)).toBe(true);
  });

  it('chooses how texts to the phone end, by keyboard too, and finds the choice after a reload', async () => {
    const page = await visit();
    const phone = phoneOf(page, 'Amara Okafor');
    const menu = phone.locator('summary', { hasText: 'Faults' });
    await menu.focus();
    await page.keyboard.press('Enter');
    await phone.getByRole('radio', { name: 'Filtered' }).check();
    await phone.getByRole('checkbox', { name: 'Twice' }).check();
    await logOf(page).getByText('From now on reports come twice for Amara Okafor.').waitFor();
    expect(simulator.control.faults).toMatchObject([
      { kind: 'outcome', status: 'undelivered', code: 30007, customer: amara },
      { kind: 'callback-twice', customer: amara },
    ]);
    await page.keyboard.press('Escape');
    await phone.getByRole('radio', { name: 'Filtered' }).waitFor({ state: 'hidden' });
    await answer('Buy now');
    await logOf(page).getByText('A text to Amara Okafor ends as undelivered: Message filtered.').waitFor();
    await page.reload();
    await phone.getByText('Faults').click();
    await phone.getByRole('radio', { name: 'Filtered', checked: true }).waitFor();
    await phone.getByRole('radio', { name: 'Delivered' }).check();
    await logOf(page).getByText('A fault is lifted.').waitFor();
    expect(simulator.control.faults).toMatchObject([{ kind: 'callback-twice' }]);
  });

  it('has up to four phones side by side, under names and numbers of choice, and finds them again', async () => {
    const page = await visit();
    const add = page.getByRole('button', { name: 'Add phone' });
    for (let count = 0; count < 3; count += 1) await add.click();
    await expect(add.isDisabled()).resolves.toBe(true);
    const phone = phoneOf(page, 'Jonas Lindqvist');
    await phone.getByText('Jonas Lindqvist').click();
    await phone.getByRole('textbox', { name: 'Number' }).fill('0800');
    await phone.getByRole('button', { name: 'Save' }).click();
    await phone.getByText('Write the number with + and country code.').waitFor();
    await phone.getByRole('textbox', { name: 'Name' }).fill('هالة');
    await phone.getByRole('textbox', { name: 'Number' }).fill('+49 151 2345678');
    await phone.getByRole('button', { name: 'Save' }).click();
    await phoneOf(page, 'هالة').getByText('+491512345678').waitFor();
    await page.reload();
    await expect(page.getByRole('article').count()).resolves.toBe(4);
    await answer('Guten Tag', '+491512345678');
    await phoneOf(page, 'هالة').getByText('Guten Tag').waitFor();
    await phoneOf(page, 'Amara Okafor').getByText('Amara Okafor').click();
    await phoneOf(page, 'Amara Okafor').getByRole('button', { name: 'Remove phone' }).click();
    await expect(page.getByRole('article').count()).resolves.toBe(3);
  });

  it('can use it on a small screen or in a narrow window beside the desk: nothing is out of reach, and what is sent begins in sight', async () => {
    const page = await visit({ viewport: { width: 600, height: 844 } });
    const phone = phoneOf(page, 'Amara Okafor');
    for (const width of [600, 500, 400, 390]) {
      await page.setViewportSize({ width, height: 844 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      const last = (await phone.getByRole('button', { name: 'Burst of 10' }).boundingBox())!;
      expect(last.x + last.width).toBeLessThan(
        (await phone.evaluate((card) => card.getBoundingClientRect().right)) - 8,
      );
      const head = (await logOf(page).getByRole('heading', { name: 'Sent and answered' }).boundingBox())!;
      expect(head.y + head.height).toBeLessThan(844);
    }
    await page.getByRole('button', { name: 'Add phone' }).click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  it.each(['light', 'dark'] as const)('meets no barrier in the %s scheme', async (colorScheme) => {
    const page = await visit({ colorScheme, reducedMotion: 'reduce' });
    await phoneOf(page, 'Amara Okafor').getByRole('button', { name: 'HELP' }).click();
    await phoneOf(page, 'Amara Okafor').getByText('Parley has it').waitFor();
    await phoneOf(page, 'Amara Okafor').getByText('Faults').click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
  });
});
