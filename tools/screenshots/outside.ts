import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { answer, callerOn, choosePresence, type Phones, take } from './a-day.ts';
import { shoot } from './shoot.ts';

/** Who makes it happen that a customer is asked. */
interface People {
  /** In the conversation that the day gave him, or in none. */
  readonly diego: Page;
  readonly dana: Page;
}

/** What is no page of the desk: the sign-in of a demo, the simulator's phones with a conversation, and the page on which customers are asked how it was. */
export async function takeOutside(browser: Browser, baseUrl: string, told: Phones, people: People): Promise<void> {
  const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(baseUrl);
  await page.getByRole('button', { name: 'Lena Marsh' }).waitFor();
  await shoot(page, 'outside-sign-in');
  await page.goto(`${baseUrl}/phone`);
  const phone = page.getByRole('article').first();
  await phone.getByRole('textbox').first().fill('Hello, where is my parcel?');
  await page.keyboard.press('Enter');
  await phone.getByText('Parley has it').first().waitFor();
  await shoot(page, 'outside-phones');
  await phone.locator('summary', { hasText: 'Faults' }).click();
  await shoot(page, 'outside-faults');
  await page.goto(await linkOfSurvey(baseUrl, told, people));
  await page.getByRole('radio').first().waitFor();
  await shoot(page, 'outside-survey');
  await page.getByRole('radio').first().check({ force: true });
  await page.getByRole('button').click();
  await page.getByRole('radio').first().waitFor({ state: 'detached' });
  await shoot(page, 'outside-survey-thanks');
  await context.close();
}

/** A conversation ends, and its customer is asked how it was: where. */
async function linkOfSurvey(baseUrl: string, told: Phones, { diego, dana }: People): Promise<string> {
  await askCustomers(baseUrl, dana);
  const end = diego.getByRole('button', { name: 'End', exact: true });
  if (!(await end.isVisible())) {
    await choosePresence(diego, 'Available');
    await take(diego, told, 'diego');
    await answer(diego, 'Of course, we are open until six.');
  }
  await end.click();
  await diego.getByRole('region', { name: 'Wrap-up' }).waitFor();
  for (;;) {
    const [link] = /https?:[^"\s]+\/surveys\/[\w-]+/.exec(await told.received('diego')) ?? [];
    if (link) return link;
    await diego.evaluate('new Promise(requestAnimationFrame)');
  }
}

interface Versioned {
  readonly version: number;
}
interface Channel extends Versioned {
  readonly id: string;
  readonly settings: object;
  readonly slug: string;
  readonly name: string;
  readonly workstreamId: string;
  readonly numberId: string;
  readonly language: string;
}

/** The channel asks by a link from now on. */
async function askCustomers(baseUrl: string, dana: Page): Promise<void> {
  const call = await callerOn(dana, baseUrl);
  const surveyId = randomUUID();
  const texts = [{ locale: 'en-US', message: 'How did we do?', question: 'How content are you with our answer?' }];
  const survey = { slug: 'after-all', name: 'After all', type: 'csat', mode: 'link', defaultLocale: 'en-US', texts };
  await call('PUT', `/api/channel-config/surveys/${surveyId}`, survey);
  const { items } = await call<{ items: Channel[] }>('GET', '/api/channel-config/channels');
  const { id, version, settings, slug, name, workstreamId, numberId, language } = items[0]!;
  const asks = { ...settings, survey: { enabled: true, surveyId } };
  const channel = { slug, name, workstreamId, numberId, language, settings: asks };
  await call('PUT', `/api/channel-config/channels/${id}`, channel, { 'if-match': `"${version}"` });
}
