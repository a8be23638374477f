import { z } from 'zod';
import { accountSettings } from './settings.ts';

const json = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON' });
    return z.NEVER;
  }
});
const whole = z.coerce.number().int().min(0);

const simulatorEnvironment = z.object({
  /** `[{"sid","authToken","numbers":[{"number","type","smsUrl"}]}]` */
  SIMULATOR_ACCOUNTS: json.pipe(z.array(accountSettings)).default([]),
  /** How others reach this process, for the addresses of pictures. Unset: the address it listens on. */
  SIMULATOR_BASE_URL: z.url().optional(),
  /** `off`: only Twilio's own paths. */
  SIMULATOR_CONTROL: z.enum(['on', 'off']).default('on'),
  /** Milliseconds from queued to delivered, shared among the states in between. */
  SIMULATOR_PACE_MS: whole.max(600_000).optional(),
  SIMULATOR_SEED: whole.optional(),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: whole.max(65_535).default(3_100),
});

/** Reads what the process `apps/twilio-simulator` needs; fails with every wrong name at once. */
export function readSimulatorEnvironment(
  source: NodeJS.ProcessEnv = process.env,
): z.output<typeof simulatorEnvironment> {
  const read = simulatorEnvironment.safeParse(source);
  if (read.success) return read.data;
  throw new Error(`The environment of the simulator is not complete:\n${z.prettifyError(read.error)}`);
}

/** The simulator speaks for customers who do not exist: in production it stays out unless someone insists. */
export function refuseInProduction(source: NodeJS.ProcessEnv = process.env): void {
  if (source['NODE_ENV'] === 'production' && source['SIMULATOR_ALLOWED'] !== '1') {
    throw new Error('The Twilio simulator does not start in production. SIMULATOR_ALLOWED=1 lets it.');
  }
}
