import type { Browser } from 'playwright-core';
import { shoot } from './shoot.ts';

/** What is no page of the desk: the sign-in of a demo, and the simulator's phones with a conversation. */
export async function takeOutside(browser: Browser, baseUrl: string): Promise<void> {
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
  await context.close();
}
