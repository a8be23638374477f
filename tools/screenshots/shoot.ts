import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

/** Where the pictures go: the first word after the command's name. */
export const folder = resolve(process.argv[2] ?? join(import.meta.dirname, '..', '..', 'dist', 'pictures'));
const words = process.argv.slice(3);
/** Whether each picture is as tall as the page it shows, however far that would be scrolled. */
const isWhole = words.includes('--whole');
const wanted = words.filter((word) => word !== '--whole');
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

/** The chapters of the pictures; each name begins with its own. */
export type Chapter = 'work' | 'live' | 'admin' | 'states' | 'outside';
/** Whether pictures of a chapter are wanted. */
export const isWanted = (chapter: Chapter): boolean =>
  wanted.length === 0 || wanted.some((beginning) => beginning.startsWith(chapter));

/** Two frames later, in the words of the page. */
const drawn = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

/** How much taller the window would have to be for nothing to be scrolled down, in the words of the page. */
const hidden = `Math.max(0, ...[...document.querySelectorAll('*')].filter((each) => each.tagName !== 'TEXTAREA' &&
  /auto|scroll/.test(getComputedStyle(each).overflowY)).map((each) => each.scrollHeight - each.clientHeight))`;
/** No taller than this in pixels: a list that is loaded as it is scrolled has no end. */
const tallest = 6_000;

/** The page as it stands, in both schemes and at every width, once `ready` is there: what another width draws anew may load anew. */
export async function shoot(page: Page, name: Chapter | `${Chapter}-${string}`, ready = 'body'): Promise<void> {
  if (wanted.length > 0 && !wanted.some((beginning) => name.startsWith(beginning))) return;
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    // the desk takes on the scheme a moment later, other pages at once
    await page
      .locator(`html:is([data-mantine-color-scheme="${colorScheme}"], :not([data-mantine-color-scheme]))`)
      .waitFor();
    for (const size of sizes) {
      await page.setViewportSize(size);
      await page.locator(ready).first().waitFor();
      await page.evaluate(drawn);
      if (isWhole) {
        const height = size.height + (await page.evaluate<number>(hidden));
        await page.setViewportSize({ width: size.width, height: Math.min(height, tallest) });
        await page.evaluate(drawn);
      }
      await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
    }
  }
  await page.setViewportSize(sizes[0]!);
  // what is clicked next is not what a narrow page still shows
  await page.evaluate(drawn);
  process.stdout.write(`${name}\n`);
}

export async function visit(
  page: Page,
  baseUrl: string,
  path: string,
  name: Chapter | `${Chapter}-${string}`,
  ready = 'main',
): Promise<void> {
  await page.goto(new URL(path, baseUrl).href);
  await page.locator(ready).first().waitFor();
  await page.getByRole('status').filter({ hasText: 'Loading' }).first().waitFor({ state: 'hidden' });
  await shoot(page, name, ready);
}
