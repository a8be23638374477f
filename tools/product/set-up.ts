import { randomUUID } from 'node:crypto';

/** The product said no. */
export class Refused extends Error {
  readonly status: number;
  /** The problem it answered. */
  readonly problem: { code?: string; detail?: string; errors?: { field: string; message: string }[] };

  constructor(message: string, status: number, body: string) {
    super(message);
    this.status = status;
    this.problem = body.startsWith('{') ? JSON.parse(body) : {};
  }
}

/** Calls the product's API as one person; throws what the product answered when it refused. */
export const caller =
  (baseUrl: string, token: string) =>
  async <Answer = unknown>(
    method: 'GET' | 'PUT' | 'POST',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refused(`${method} ${path} answered ${answer.status}: ${text}`, answer.status, text);
    return (text === '' ? undefined : JSON.parse(text)) as Answer;
  };
export type Call = ReturnType<typeof caller>;

/** One account, one number, one workstream, one queue: what the product needs for its main job. */
export interface SetUp {
  readonly accountSid: string;
  readonly authToken: string;
  readonly number: string;
  readonly accountId: string;
  readonly channelId: string;
  readonly workstreamId: string;
  readonly queueId: string;
  /** Where Twilio posts a text. */
  readonly webhook: string;
}

export async function setUp(
  call: Call,
  {
    memberIds,
    number = '+14252306549',
    authToken = randomUUID().replaceAll('-', ''),
  }: { memberIds: readonly string[]; number?: string; authToken?: string },
): Promise<SetUp> {
  const [accountId, numberId, workstreamId, channelId, queueId] = Array.from({ length: 5 }, () => randomUUID());
  const accountSid = `AC${randomUUID().replaceAll('-', '')}`;
  await call('PUT', `/api/routing/queues/${queueId}`, { slug: 'main', name: 'Main', memberIds });
  await call('PUT', '/api/channel-config/provisioning/sms', { enabled: true });
  const account = await call<{ callback: { messages: string } }>('PUT', `/api/channel-config/accounts/${accountId}`, {
    slug: 'main',
    name: 'Main',
    provider: 'twilio',
    accountSid,
    authToken,
    numbers: [{ id: numberId, number, type: 'long-code' }],
  });
  await call('PUT', `/api/channel-config/workstreams/${workstreamId}`, {
    slug: 'main',
    name: 'Main',
    fallbackQueueId: queueId,
  });
  await call('PUT', `/api/channel-config/channels/${channelId}`, {
    slug: 'main',
    name: 'Main',
    workstreamId,
    numberId,
    language: 'en-US',
  });
  const webhook = account.callback.messages;
  return {
    accountSid,
    authToken,
    number,
    accountId: accountId!,
    channelId: channelId!,
    workstreamId: workstreamId!,
    queueId: queueId!,
    webhook,
  };
}
