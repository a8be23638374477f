import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { caller, type Call } from '../product/set-up.ts';

/** Invented customers, and what they write. */
const customers = {
  lamp: ['+14255550148', 'Hi, my parcel arrived like this. The lamp inside is broken'],
  invoice: ['+12065550173', 'Hello?? I have been waiting for my invoice for two days now'],
  returns: ['+13105550182', 'Is this the number for returns?'],
  refund: ['+15125550110', 'I think I paid twice'],
  measure: ['+17185550199', 'How wide may the sofa be for the lift?'],
  arabic: ['+966501234567', 'مرحبا، أريد أن أعرف متى تصل الشحنة رقم 48112؟'],
  thanks: ['+16465550121', 'Thank you, that is all'],
  diego: ['+14155550134', 'Can I pick it up myself?'],
  offered: ['+15035550127', 'My order says delivered but nothing is here, and the driver does not answer'],
  long: ['+14155550166', 'Are you there?'],
  waiting: ['+442079460958', 'Do you ship to the UK?'],
} as const;
type Customer = keyof typeof customers;
/** Those who are in the directory. */
const names: Partial<Record<Customer, readonly [name: string, company?: string]>> = {
  lamp: ['Amara Okafor', 'Okafor Interiors'],
  invoice: ['Jonas Lindqvist'],
  refund: ['Priya Raman'],
  measure: ['Tobias Wenger'],
  arabic: ['Hala Mansour'],
  offered: ['Marta Nowak'],
};
/** How the desk calls them, where it does not by their number. */
export const nameOf = (who: keyof typeof names): string => names[who]![0];

/** What the simulated customers can do. */
export function phones(baseUrl: string, number: string) {
  const post = async (path: string, body: object) => {
    const answer = await fetch(`${baseUrl}/simulator/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`The simulator answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  return {
    /** What this customer was sent so far, one text after the other. */
    async received(who: Customer): Promise<string> {
      const answer = await fetch(`${baseUrl}/simulator/phones/${encodeURIComponent(customers[who][0])}`);
      return JSON.stringify(await answer.json());
    },
    text: (who: Customer, body: string = customers[who][1]) =>
      post('texts', { from: customers[who][0], to: number, body, wait: true }).then(() => undefined),
    picture: (who: Customer, bytes: Buffer) =>
      post('texts', {
        ...{ from: customers[who][0], to: number, body: '', wait: true },
        media: [{ contentType: 'image/png', content: bytes.toString('base64') }],
      }).then(() => undefined),
    /** The carrier filters every text to this customer while something is done: texts leave by themselves, too. */
    async filterMeanwhile(who: Customer, work: () => Promise<void>): Promise<void> {
      const filtered = { kind: 'outcome', status: 'undelivered', code: 30007, customer: customers[who][0] };
      const { id } = (await (await post('faults', filtered)).json()) as { id: string };
      await work();
      await fetch(`${baseUrl}/simulator/faults/${id}`, { method: 'DELETE' });
    },
  };
}
export type Phones = ReturnType<typeof phones>;

/** Calls the product as who is signed in on this page. */
export async function callerOn(page: Page, baseUrl: string): Promise<Call> {
  const token = await page.evaluate(() => {
    const key = Object.keys(sessionStorage).find((name) => name.startsWith('sign-in.user:'))!;
    return (JSON.parse(sessionStorage.getItem(key)!) as { access_token: string }).access_token;
  });
  return caller(baseUrl, token);
}

/** Writes down who some of them are, and what one of them asked about. */
export async function keepCustomers(call: Call): Promise<void> {
  for (const [who, [name, company]] of Object.entries(names)) {
    const contact = { name, numbers: { mobile: customers[who as Customer][0] }, ...(company && { company }) };
    await call('PUT', `/api/conversations/customers/${randomUUID()}`, contact);
  }
}

/** Longer than anything here takes that does happen, in milliseconds. */
const patience = 120_000;

/** Opens the desk as one of the demo's people. */
export async function signIn(browser: Browser, baseUrl: string, name: string): Promise<Page> {
  const context = await browser.newContext({
    locale: 'en-GB',
    timezoneId: 'America/Los_Angeles',
    reducedMotion: 'reduce',
    viewport: { width: 1440, height: 900 },
  });
  // each wait is for a condition: a machine that has much else to do takes its time
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  await page.goto(baseUrl);
  await page.getByRole('button', { name }).click();
  await page.getByRole('button', { name: `You: ${name}` }).waitFor();
  return page;
}

export async function choosePresence(page: Page, presence: string): Promise<void> {
  await page.getByRole('button', { name: /^Presence/ }).click();
  await page.getByRole('menuitem', { name: presence }).click();
  await page.getByRole('button', { name: `Presence: ${presence}` }).waitFor();
}

/** What a customer photographed: a box with a crack in it. */
async function drawParcel(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 640, height: 420 } });
  await page.setContent(`<body style="margin:0"><svg width="640" height="420" viewBox="0 0 640 420">
    <rect width="640" height="420" fill="#c9c2b6"/><rect y="290" width="640" height="130" fill="#7d766b"/>
    <path d="M320 110 490 175 490 320 320 385 150 320 150 175Z" fill="#b98d55"/>
    <path d="M320 240 490 175 320 110 150 175Z" fill="#d8ad73"/><path d="M320 240V385L490 320V175Z" fill="#9a7241"/>
    <path d="M222 147 392 212V260L360 248V224L190 160Z" fill="#e9cf9f"/><rect x="180" y="250" width="52" height="26" fill="#f4ede0" transform="skewY(20) translate(0 -84)"/>
    <path d="M400 232 418 256 402 274 432 300" fill="none" stroke="#2b2118" stroke-width="7" stroke-linejoin="bevel"/></svg></body>`);
  const bytes = await page.screenshot();
  await page.close();
  return bytes;
}

const answerField = (page: Page) => page.getByRole('textbox', { name: /^Text to/ });

/** A customer writes and this agent takes it. An offer that came too late for a slow machine is missed: the agent is back, and it comes again. */
export async function take(page: Page, { text }: Phones, who: Customer): Promise<void> {
  await text(who);
  const accept = page.getByRole('button', { name: /^Accept/ }).first();
  const missed = page.getByRole('button', { name: 'Reset presence' });
  for (;;) {
    await accept.or(missed).first().waitFor();
    if (!(await missed.isVisible())) break;
    await missed.click();
    await missed.waitFor({ state: 'hidden' });
  }
  await accept.click();
  // in the thread: the list shows it before the field is that of this conversation
  await page.getByRole('log').getByRole('article').filter({ hasText: customers[who][1] }).first().waitFor();
  await answerField(page).waitFor();
}

export async function answer(page: Page, body: string, outcome = 'Delivered'): Promise<void> {
  await answerField(page).fill(body);
  await answerField(page).press('Enter');
  await page.getByRole('log').getByRole('article').filter({ hasText: body }).getByText(outcome).waitFor();
}

/** Fills the desk as a morning does: answered, waiting, in wrap-up, closed, failed and Arabic. Ends with the lamp open. */
export async function fillDesk(lena: Page, diego: Page, told: Phones): Promise<void> {
  await choosePresence(lena, 'Offline');
  await choosePresence(diego, 'Available');
  await take(diego, told, 'diego');
  await answer(diego, 'Of course, we are open until six.');
  await choosePresence(diego, 'Appear away');
  await choosePresence(lena, 'Available');

  await take(lena, told, 'thanks');
  await lena.getByRole('button', { name: 'End', exact: true }).click();
  await lena.getByRole('region', { name: 'Wrap-up' }).getByRole('button', { name: 'Close' }).click();
  for (const [who, words] of [
    ['measure', 'One metre ten at most. Do you want to measure it first?'],
    ['arabic', 'Tomorrow between 9 and 12.'],
  ] as const) {
    await take(lena, told, who);
    await answer(lena, words);
    await lena.getByRole('button', { name: 'More', exact: true }).click();
    await lena.getByRole('menuitem', { name: 'Close without ending' }).click();
    await lena.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).last().click();
    await lena.getByText('Moved to Waiting.').first().waitFor();
  }
  await take(lena, told, 'refund');
  await answer(lena, 'You are right. The refund is on its way. Anything else?');
  await lena.getByRole('button', { name: 'End', exact: true }).click();
  await lena.getByRole('region', { name: 'Wrap-up' }).waitFor();
  await take(lena, told, 'invoice');
  await take(lena, told, 'returns');
  await take(lena, told, 'lamp');
  await told.picture('lamp', await drawParcel(lena.context().browser()!));
  await lena.getByRole('log').locator('img').first().waitFor();
  await told.text('lamp', 'It was order 48112');
  await told.filterMeanwhile('lamp', () =>
    answer(
      lena,
      'I am sorry, that should not happen. I am sending a new lamp, follow it here: bit.example/8K2',
      'The carrier filtered this text',
    ),
  );
  await answer(lena, 'A new lamp is ready. Is tomorrow between 9 and 12 good for you?');
  await told.text('lamp', 'Tomorrow works! But I leave at 11, can they come before?');
  await told.text('invoice', 'Is anybody there?');
  await answerField(lena).fill(
    'Yes, I have put you first on the tour: between 9:00 and 9:45. You get a text when the driver is ten minutes away.',
  );
}

/** One more customer than there are agents: an offer that stands, and one who waits. */
export async function offerOne(lena: Page, { text }: Phones): Promise<void> {
  await text('offered');
  await lena.getByRole('article', { name: /^Offer/ }).waitFor();
}
export const letOneWait = ({ text }: Phones): Promise<void> => text('waiting');
