import type { Page } from 'playwright-core';
import { choosePresence, letOneWait, nameOf, offerOne, type Phones } from './a-day.ts';
import { shoot, visit } from './shoot.ts';

/** The agent's day; `open` is a conversation of hers. */
export async function takeWork(lena: Page, baseUrl: string, told: Phones, open: string): Promise<void> {
  await offerOne(lena, told);
  await shoot(lena, 'work-conversation');
  await lena.getByRole('tab', { name: 'Home' }).click();
  await shoot(lena, 'work-home');
  await lena.getByRole('button', { name: /^Presence/ }).click();
  await lena.getByRole('menuitem', { name: 'Do not disturb' }).waitFor();
  await shoot(lena, 'work-presence');
  await lena.keyboard.press('Escape');
  await choosePresence(lena, 'Do not disturb');
  await letOneWait(told);

  await visit(lena, baseUrl, '/work?list=open', 'work-open', 'text=Assign to me');
  await visit(lena, baseUrl, '/work?list=closed', 'work-closed');
  await lena.getByRole('link').filter({ hasText: '+1 (646) 555-0121' }).click();
  await lena.getByText('This conversation is closed.').waitFor();
  await shoot(lena, 'work-read-only');
  await visit(lena, baseUrl, '/work?show=wrap-up', 'work-filtered');
  await lena.getByRole('tab', { name: nameOf('refund') }).click();
  await lena.getByRole('region', { name: 'Wrap-up' }).waitFor();
  await lena.getByRole('complementary', { name: 'Customer' }).getByText('Consent').waitFor();
  await shoot(lena, 'work-wrap-up');
  await lena.keyboard.press('Control+/');
  await shoot(lena, 'work-keys');
  await lena.keyboard.press('Escape');
  await lena.keyboard.press('Control+k');
  await lena.getByRole('listbox').waitFor();
  await shoot(lena, 'work-palette');
  await lena.keyboard.press('Escape');
  await lena.goto(new URL(open, baseUrl).href);
  await lena.locator('[data-region="composer"] textarea').waitFor();
  await lena.locator('[data-region="composer"] textarea').fill('/q ');
  await lena.getByRole('group', { name: 'Whose' }).waitFor();
  await shoot(lena, 'work-quick-replies');
  await lena.locator('[data-region="composer"] textarea').fill('');
  await visit(lena, baseUrl, '/me', 'work-me', 'text=Your quick replies');
}

/** What a supervisor sees of it. */
export async function takeLive(sofia: Page, baseUrl: string, open: string): Promise<void> {
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
  await shoot(sofia, 'live-explain');
  await visit(sofia, baseUrl, '/live/history?by=agent&compare=before', 'live-history', 'table');
  await visit(sofia, baseUrl, '/live/history?by=presence', 'live-presences', 'table');
  await visit(sofia, baseUrl, '/live/sending', 'live-sending', 'table');
  await visit(sofia, baseUrl, '/live/texts?q=lamp', 'live-texts', 'table');
  await visit(sofia, baseUrl, '/live/actions', 'live-actions', 'main');
}

/** Closes what nobody took of the day, so that what is offered next stands alone; `oneWaits`: the work was taken a picture of, with one who waits. */
export async function closeUntaken(sofia: Page, baseUrl: string, oneWaits: boolean): Promise<void> {
  for (const customer of [nameOf('offered'), ...(oneWaits ? ['+44 20 7946 0958'] : [])]) {
    await sofia.goto(`${baseUrl}/live`);
    await sofia
      .getByRole('row')
      .filter({ hasText: customer })
      .getByRole('link', { name: /^Monitor/ })
      .click();
    await sofia.getByRole('button', { name: 'Close conversation' }).click();
    await sofia.getByRole('dialog').getByRole('button', { name: 'Close conversation' }).click();
    await sofia.getByText('This conversation is closed.').waitFor();
  }
}
