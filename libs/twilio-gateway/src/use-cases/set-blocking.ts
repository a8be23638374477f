import { type BlockingSettingsRequest, type BlockingSettingsView, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { blockedNumbers } from '../storage/blocked-numbers.ts';

/** Whether reports block numbers by themselves, from the next report on. Refuses with `version-required` and `version-mismatch`. */
export async function setBlocking(
  tx: Transaction,
  asked: BlockingSettingsRequest,
  from: number | null,
): Promise<BlockingSettingsView> {
  const known = await blockedNumbers(tx).settings();
  const isSame = known.autoBlock === asked.autoBlock && known.reportsToBlock === asked.reportsToBlock;
  if (isSame && known.version > 0) return known;
  if (from === null)
    throw new Refusal('version-required', `Say which version you change: If-Match: "${known.version}".`);
  const after = { ...asked, version: from + 1 };
  if (from !== known.version || !(await blockedNumbers(tx).saveSettings(after)))
    throw new Refusal('version-mismatch', 'Somebody changed it meanwhile.');
  return after;
}
