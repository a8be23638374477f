export { definitions, settings, type SettingsInForce } from './configuration-copies.ts';
export {
  createConfigurationCopies,
  type DefinitionCopy,
  DefinitionCopyTable,
  type SettingsCopy,
  SettingsCopyTable,
} from './configuration-copies.table.ts';
export { type Copy, type CopyKeeper, copyKeeper, usageKey } from './copy-keeper.ts';
export {
  createForgottenCustomers,
  forgottenCustomers,
  ForgettingKeyTable,
  ForgottenCustomerTable,
} from './forgotten-customers.ts';
export { newestOf } from './newest-of.ts';
export { createRetirement, type Retirement, RetirementTable } from './retirement.table.ts';
export { configurationMemory } from './remember-configuration.ts';
export {
  createSecretGrantsCopy,
  rememberSecretGrants,
  SecretGrantsCopyTable,
  secretGrantsOf,
} from './secret-grants.ts';
