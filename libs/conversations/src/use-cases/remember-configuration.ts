import { configurationMemory } from '#copies';
import { copyKeeper } from '../keeping.ts';

/** The definitions and settings that conversations act on. */
export const { rememberDefinitions, forgetDefinitions, rememberOrganisation, rememberWorkstreamSettings } =
  configurationMemory(() => copyKeeper);
