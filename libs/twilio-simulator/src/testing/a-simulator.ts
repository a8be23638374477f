import { type AccountSettings, createSimulator, type SimulatorSettings } from '../index.ts';

export const sid = `AC${'0123456789abcdef'.repeat(2)}`;
export const authToken = 'a token for tests 0123456789';
/** Our number and a customer's. */
export const line = '+14252306549';
export const amara = '+14255550148';
export const jonas = '+12065550173';

/** A simulator on a port of its own with one account and one number, in no hurry to wait. */
export async function aSimulator(
  settings: SimulatorSettings & { account?: Partial<AccountSettings>; smsUrl?: string } = {},
) {
  const { account, smsUrl = '', ...rest } = settings;
  const simulator = createSimulator({
    pace: { queuedMs: 0, sendingMs: 0, sentMs: 0 },
    seed: 1,
    accounts: [{ sid, authToken, numbers: [{ number: line, name: 'Deliveries line', smsUrl }], ...account }],
    ...rest,
  });
  const url = await simulator.listen();
  return { ...simulator, url };
}
