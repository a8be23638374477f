import { v7 as uuid } from 'uuid';
import type { Service } from './a-service.ts';

const root = '/api/channel-config';
let wired = 0;

/**
 * Provisions SMS, and wires a number to a workstream: through the doors of channel-config, as Dana would. A workstream may be given, so that
 * it has several channels.
 */
export async function aWiredChannel(
  service: Service,
  {
    language = 'en-US',
    type = 'long-code',
    ...given
  }: { language?: string; type?: 'long-code' | 'toll-free'; workstreamId?: string } = {},
) {
  wired += 1;
  const [accountId, numberId, channelId, workstreamId] = [uuid(), uuid(), uuid(), given.workstreamId ?? uuid()];
  const number = `${type === 'toll-free' ? '18445550' : '14252306'}${String(100 + (wired % 900))}`;
  const put = async (path: string, body: object) => {
    const { status, body: answer } = await service.put(`${root}/${path}`, body, { as: 'dana' });
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
  };
  await put('provisioning/sms', { enabled: true });
  await put(`accounts/${accountId}`, {
    slug: `account-${wired}`,
    name: `Account ${wired}`,
    provider: 'twilio',
    accountSid: `AC${String(wired).padStart(32, '0')}`,
    authToken: '0123456789abcdef0123456789abcdef',
    numbers: [{ id: numberId, number, type }],
  });
  if (!given.workstreamId)
    await put(`workstreams/${workstreamId}`, {
      slug: `workstream-${wired}`,
      name: `Workstream ${wired}`,
      fallbackQueueId: uuid(),
    });
  await put(`channels/${channelId}`, {
    slug: `channel-${wired}`,
    name: `Channel ${wired}`,
    workstreamId,
    numberId,
    language,
  });
  return { accountId, numberId, workstreamId, channelId };
}
