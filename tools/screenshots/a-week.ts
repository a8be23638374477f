import type { Page } from 'playwright-core';

/** A week as the design shows it. */
export async function writeHours(dana: Page): Promise<void> {
  await dana.getByRole('textbox', { name: 'Name', exact: true }).fill('Support, Seattle');
  await dana.getByRole('combobox', { name: 'Time zone' }).fill('Los Angeles');
  await dana.getByRole('option', { name: 'America/Los Angeles' }).click();
  await dana.getByRole('switch', { name: 'Monday is open' }).click();
  await dana.getByLabel('Closes', { exact: true }).fill('12:30');
  await dana.getByRole('button', { name: 'Add hours: Monday' }).click();
  await dana.getByLabel('Closes', { exact: true }).fill('18:00');
  await dana.getByLabel('Opens', { exact: true }).fill('13:00');
  await dana.getByRole('button', { name: 'Copy to: Monday' }).click();
  for (const day of ['Tuesday', 'Wednesday', 'Thursday', 'Friday'])
    await dana.getByRole('dialog').getByLabel(day).check();
  await dana.getByRole('dialog').getByRole('button', { name: 'Copy' }).click();
  await dana.getByRole('switch', { name: 'Saturday is open' }).click();
  await dana.getByLabel('Opens', { exact: true }).fill('10:00');
  await dana.getByLabel('Closes', { exact: true }).fill('14:00');
  await dana.getByRole('button', { name: 'Add holiday' }).click();
  await dana.getByLabel('Reason').fill('Stocktaking');
}
