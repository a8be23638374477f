import type { Equipment } from './equip.ts';
import { isEquipped, needs } from './needs.ts';

/*
 * What Jest calls before and after the integration and end-to-end tests, so that they also run when Jest is started on
 * its own. Under `npm test` all is there already.
 */
declare global {
  var equipment: Equipment | undefined;
}

const setUp = async (): Promise<void> => {
  if (isEquipped(process.env)) return;
  const { equip } = await import('./equip.ts'); // Playwright and all: a second and more, for nothing under `npm test`
  const equipment = await equip(new Set(needs.filter((need) => need !== 'own rabbit')));
  globalThis.equipment = equipment;
  Object.assign(process.env, equipment.environment);
};

export { setUp as default };
