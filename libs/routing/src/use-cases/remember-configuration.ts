import { configurationMemory } from '#copies';
import { copyKeeper } from '../keeping.ts';

/** The definitions and settings that routing acts on. */
export const { rememberDefinitions, forgetDefinitions, rememberOrganisation, rememberWorkstreamSettings } =
  configurationMemory(() => copyKeeper);
