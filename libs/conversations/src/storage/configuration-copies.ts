export { definitions, settings, type SettingsInForce } from '#copies';
