import { definitionKinds, settingsKinds } from '#contracts';
import type { Transaction } from '#event-bus';
import { accounts } from '../storage/accounts.ts';
import { channels } from '../storage/channels.ts';
import { definitions } from '../storage/definitions.ts';
import { secretGrants } from '../storage/secrets.ts';
import { settings } from '../storage/settings.ts';
import { workstreams } from '../storage/workstreams.ts';
import { sayAccount } from './say-account.ts';
import { sayChannel } from './say-channel.ts';
import { sayDefinition } from './say-definition.ts';
import { saySecretGrants } from './say-secret-grants.ts';
import { saySettings } from './say-settings.ts';
import { sayWorkstream } from './say-workstream.ts';

/** Says everything that exists again, for a new or restored reader. Versions are as they were, so nobody takes it for a change (decisions H). */
export async function announce(tx: Transaction): Promise<{ said: number }> {
  let said = 0;
  for await (const some of accounts(tx).all()) {
    for (const known of some) sayAccount(tx, known);
    said += some.length;
  }
  for await (const some of workstreams(tx).all()) {
    for (const workstream of some) sayWorkstream(tx, workstream);
    said += some.length;
  }
  for await (const some of channels(tx).all()) {
    for (const channel of some) sayChannel(tx, channel);
    said += some.length;
  }
  for await (const some of definitions(tx).all()) {
    for (const definition of some) {
      const kind = definitionKinds.find((one) => one.kind === definition.kind);
      if (kind) sayDefinition(tx, kind, definition);
    }
    said += some.length;
  }
  for (const kind of settingsKinds) {
    const all = await settings(tx).all(kind);
    for (const one of all) saySettings(tx, kind, one);
    said += all.length;
  }
  const decided = (await secretGrants(tx).all()).filter(({ version }) => version > 0);
  for (const grants of decided) saySecretGrants(tx, grants);
  return { said: said + decided.length };
}
