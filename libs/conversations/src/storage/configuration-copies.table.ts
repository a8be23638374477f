export { type DefinitionCopy, DefinitionCopyTable, type SettingsCopy, SettingsCopyTable } from '#copies';
