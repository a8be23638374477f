export { Seal } from './seal.ts';
export { forgetOldUses, type SecretEntry, secretEntryColumns, viewOfSecretEntry } from './secret-entry.ts';
export { type SecretUse, SecretUses } from './secret-uses.ts';
export { type LinkQuery, SignedLinks } from './signed-links.ts';
