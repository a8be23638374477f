import { z } from 'zod';
import { developmentIssuer } from '#development-issuer';
import { type Neighbour, readEnvironment } from '#platform';
import { createSimulator } from '#twilio-simulator';

const settings = z.object({
  PORT: z.string().default('3000'),
  PUBLIC_BASE_URL: z.url().optional(),
  /** Where the development issuer keeps its keys. */
  DATA_FOLDER: z.string().min(1).default('.data'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_AUDIENCE: z.string().min(1).default('parley'),
  /** The simulated Twilio accounts, as JSON (libs/twilio-simulator). Set: the simulator runs here; TWILIO_API_BASE_URL then leads to us. */
  SIMULATOR_ACCOUNTS: z.string().optional(),
});

/** What stands in for the parts that a real installation has elsewhere: a sign-in service and Twilio, each unless a real one is named. */
export async function neighbours(source: NodeJS.ProcessEnv) {
  const { PORT, PUBLIC_BASE_URL, DATA_FOLDER, OIDC_ISSUER, OIDC_AUDIENCE, SIMULATOR_ACCOUNTS } =
    readEnvironment(settings, source);
  const base = (PUBLIC_BASE_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, '');
  const environment: NodeJS.ProcessEnv = { ...source, PUBLIC_BASE_URL: base };
  const beside: Neighbour[] = [];
  if (!OIDC_ISSUER) {
    const issuer = await developmentIssuer({ publicBaseUrl: base, folder: DATA_FOLDER, audience: OIDC_AUDIENCE });
    beside.push(issuer);
    environment['OIDC_ISSUER'] = issuer.issuer;
  }
  if (SIMULATOR_ACCOUNTS) {
    const simulator = createSimulator({ accounts: JSON.parse(SIMULATOR_ACCOUNTS) as never, baseUrl: base });
    beside.push(simulator.neighbour);
  }
  return { beside, environment, openDocs: !OIDC_ISSUER };
}
