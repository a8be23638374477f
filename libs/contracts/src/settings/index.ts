import { organisationSettings } from './organisation.ts';
import type { SettingsKind } from './settings.ts';
import { workstreamSettings } from './workstream-settings.ts';

export * from './settings.ts';
export * from './organisation.ts';
export * from './workstream-settings.ts';

/** Every kind of settings. */
export const settingsKinds: readonly SettingsKind[] = [organisationSettings, workstreamSettings];
