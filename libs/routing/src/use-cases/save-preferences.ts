import { type Person, type PreferencesRequest, type PreferencesView, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { refuseOtherVersion } from '#platform';
import { keepPreferences, preferencesOf, remember } from '../storage/people.ts';

/**
 * A person says anew how the desk is to behave for them, all of it; their other windows hear it. Refuses with `version-required`,
 * `version-mismatch`.
 */
export async function savePreferences(
  tx: Transaction,
  person: Person,
  asked: PreferencesRequest,
  from: number | null,
): Promise<PreferencesView> {
  const { agentId: id } = person;
  const known = await preferencesOf(tx.manager, id);
  refuseOtherVersion(known.version, from);
  if (known.version === 0) await comeIn(tx, person);
  const kept = await keepPreferences(tx.manager, id, asked, known.version);
  if (!kept) throw new Refusal('version-mismatch', 'Your settings were changed in another window.');
  const { version } = kept;
  tx.show({ agents: [id], supervisors: false }, { kind: 'preferences', id, version, view: kept });
  return kept;
}

/** Somebody opens the desk, with whatever role: they are known from then on, and read what they chose. */
export const comeIn = (tx: Transaction, { agentId: id, name, roles }: Person): Promise<PreferencesView> =>
  remember(tx.manager, { id, name, administers: roles.includes('administrator') }, tx.now);
