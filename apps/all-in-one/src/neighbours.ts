import { z } from 'zod';
import { developmentIssuer } from '#development-issuer';
import { type Neighbour, readEnvironment } from '#platform';
import { type AccountSettings, createSimulator } from '#twilio-simulator';
import { builtDesk, deskFiles } from './desk-files.ts';

const settings = z.object({
  PORT: z.string().default('3000'),
  PUBLIC_BASE_URL: z.url().optional(),
  /** Where the development issuer keeps its keys. */
  DATA_FOLDER: z.string().min(1).default('.data'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_AUDIENCE: z.string().min(1).default('parley'),
  TWILIO_API_BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** The simulated Twilio accounts, as JSON (libs/twilio-simulator). */
  SIMULATOR_ACCOUNTS: z.string().default('[]'),
});

/**
 * What is served beside the services: the desk, and stand-ins for the parts that a real installation has elsewhere, each
 * unless a real one is named (`OIDC_ISSUER`, `TWILIO_API_BASE_URL`). Returns where the services find them.
 */
export async function neighbours(source: NodeJS.ProcessEnv) {
  const read = readEnvironment(settings, source);
  const base = (read.PUBLIC_BASE_URL ?? `http://localhost:${read.PORT}`).replace(/\/+$/, '');
  const environment: NodeJS.ProcessEnv = { PUBLIC_BASE_URL: base };
  const beside: Neighbour[] = [];
  if (!read.OIDC_ISSUER) {
    const { DATA_FOLDER: folder, OIDC_AUDIENCE: audience } = read;
    const issuer = await developmentIssuer({ publicBaseUrl: base, folder, audience });
    beside.push(issuer);
    environment['OIDC_ISSUER'] = issuer.issuer;
  }
  if (!read.TWILIO_API_BASE_URL) {
    const accounts = JSON.parse(read.SIMULATOR_ACCOUNTS) as AccountSettings[];
    beside.push(createSimulator({ accounts, baseUrl: base }).neighbour);
    // not the public address: it may lead through a tunnel that does not exist yet
    environment['TWILIO_API_BASE_URL'] = `http://127.0.0.1:${read.PORT}`;
  }
  beside.push(deskFiles({ folder: builtDesk, issuer: read.OIDC_ISSUER ?? environment['OIDC_ISSUER'] }));
  return { beside, environment, openDocs: !read.OIDC_ISSUER };
}
