import { type BlockingSettingsRequest, blockingSettingsRequest, type BlockingSettingsView, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { type By, changes } from '#history';
import { refuseOtherVersion } from '#platform';
import { standard } from '../domain/configuration.ts';
import { blockedNumbers } from '../storage/blocked-numbers.ts';

/** What its history calls it. */
export const blockingSettings = { kind: 'blocking', subjectId: standard };

/** Whether reports block numbers by themselves, from the next report on. Refuses with `version-required` and `version-mismatch`. */
export async function setBlocking(
  tx: Transaction,
  by: By,
  asked: BlockingSettingsRequest,
  from: number | null,
): Promise<BlockingSettingsView> {
  const known = await blockedNumbers(tx).settings();
  const isSame = known.autoBlock === asked.autoBlock && known.reportsToBlock === asked.reportsToBlock;
  if (isSame && known.version > 0) return known;
  return keep(tx, by, { known, asked, from, action: 'changed' });
}

/**
 * Makes it again what it was at a version; that is a change like any other. Refuses as setting does, and with `version-not-found`,
 * `outdated` (what it was is not allowed any more).
 */
export async function restoreBlocking(
  tx: Transaction,
  by: By,
  wanted: number,
  from: number | null,
): Promise<BlockingSettingsView> {
  const known = await blockedNumbers(tx).settings();
  refuseOtherVersion(known.version, from);
  const asked = await changes(tx).at(blockingSettingsRequest, { ...blockingSettings, version: wanted });
  return keep(tx, by, { known, asked, from, action: 'restored' });
}

interface Kept {
  readonly known: BlockingSettingsView;
  readonly asked: BlockingSettingsRequest;
  readonly from: number | null;
  readonly action: 'changed' | 'restored';
}

async function keep(tx: Transaction, by: By, { known, asked, from, action }: Kept): Promise<BlockingSettingsView> {
  refuseOtherVersion(known.version, from);
  return keepBlocking(tx, by, known, asked, action);
}

/** Stores it, and writes down who said so. Refuses with `version-mismatch`. */
export async function keepBlocking(
  tx: Transaction,
  by: By,
  known: BlockingSettingsView,
  asked: BlockingSettingsRequest,
  action: Kept['action'],
): Promise<BlockingSettingsView> {
  const after = { ...asked, version: known.version + 1 };
  if (!(await blockedNumbers(tx).saveSettings(after)))
    throw new Refusal('version-mismatch', 'Somebody changed it meanwhile.');
  const versions = { before: settingsOf(known), after: settingsOf(after) };
  await changes(tx).record(by, { ...blockingSettings, version: after.version, action, ...versions });
  return after;
}

const settingsOf = ({ autoBlock, reportsToBlock }: BlockingSettingsRequest): BlockingSettingsRequest => ({
  autoBlock,
  reportsToBlock,
});
