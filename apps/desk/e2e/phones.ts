import type { Browser } from 'playwright-core';

/** The page with the phones of these customers, who all write to our number. */
export async function phonesOf(browser: Browser, simulatorUrl: string) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${simulatorUrl}/phone`);
  const phone = (customer: string) => page.getByRole('article', { name: `Phone of ${customer}` });
  return {
    page,
    /** Puts these phones on the table instead of those that lay there. */
    async show(...customers: string[]): Promise<void> {
      const kept = customers.map((number) => ({ name: number, number }));
      await page.evaluate((phones) => localStorage.setItem('parley.phones', JSON.stringify(phones)), kept);
      await page.reload();
      for (const customer of customers) await phone(customer).waitFor();
    },
    async type(customer: string, words: string): Promise<void> {
      await phone(customer)
        .getByRole('textbox', { name: `Text from ${customer}` })
        .fill(words);
      await page.keyboard.press('Enter');
    },
    /** Types a text on this phone and sends it, until the product has it. */
    async write(customer: string, words: string): Promise<void> {
      await phone(customer)
        .getByRole('textbox', { name: `Text from ${customer}` })
        .fill(words);
      await page.keyboard.press('Enter');
      await phone(customer)
        .getByRole('listitem')
        .filter({ hasText: words })
        .getByText('Parley has it')
        .last()
        .waitFor();
    },
    /** The texts on this phone that say so. */
    saying: (customer: string, words: string | RegExp) =>
      phone(customer).getByRole('listitem').filter({ hasText: words }),
  };
}
export type Phones = Awaited<ReturnType<typeof phonesOf>>;
