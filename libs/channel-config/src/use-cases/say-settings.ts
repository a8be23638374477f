import type { SettingsKind } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Settings } from '../domain/settings.ts';

/** Says the whole of it as it is now. */
export function saySettings(tx: Transaction, { changed, about }: SettingsKind, settings: Settings): void {
  tx.publish(changed, { ...about(settings.about), version: settings.version, ...settings.body });
}
