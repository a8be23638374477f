import { readSimulatorEnvironment } from './environment.ts';
import { createSimulator, type Simulator } from './simulator.ts';

/** Runs the simulator as a process of its own, set up by its environment (README), until the process is told to end. */
export async function runSimulator(source: NodeJS.ProcessEnv = process.env): Promise<Simulator> {
  const environment = readSimulatorEnvironment(source);
  const ms = environment.SIMULATOR_PACE_MS;
  const simulator = createSimulator({
    accounts: environment.SIMULATOR_ACCOUNTS,
    control: environment.SIMULATOR_CONTROL === 'on',
    ...(environment.SIMULATOR_BASE_URL && { baseUrl: environment.SIMULATOR_BASE_URL }),
    ...(environment.SIMULATOR_SEED !== undefined && { seed: environment.SIMULATOR_SEED }),
    ...(ms !== undefined && { pace: { queuedMs: ms * 0.1, sendingMs: ms * 0.25, sentMs: ms * 0.65 } }),
  });
  const address = await simulator.listen(environment.PORT, environment.HOST);
  process.stdout.write(`The Twilio simulator listens on ${address}; phones at ${address}/phone\n`);
  const end = () => void simulator.stop().then(() => process.exit(0));
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  return simulator;
}
