import { createHash, createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A text that the double took. */
export interface AzureText {
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  readonly message: string;
  readonly tag: string;
}

/**
 * A double of Azure Communication Services that speaks as much of it as sending texts needs: signed requests, texts that are told apart by
 * their repeatability ids, purchased numbers. Reports go where Event Grid would bring them.
 */
export async function anAzure({ accessKey, numbers }: { accessKey: string; numbers: readonly string[] }) {
  const texts: AzureText[] = [];
  const byRequest = new Map<string, AzureText>();
  const faults: ('server-error' | 'reset' | 'hang' | number)[] = [];
  let events: string | null = null;

  const isSigned = ({ headers, method, url }: IncomingMessage, body: string) => {
    const hash = createHash('sha256').update(body).digest('base64');
    const signed = `${method}\n${url}\n${String(headers['x-ms-date'])};${headers.host};${hash}`;
    const signature = createHmac('sha256', Buffer.from(accessKey, 'base64')).update(signed).digest('base64');
    return (
      headers.authorization === `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`
    );
  };
  const take = (body: string) => {
    const { from, message, smsRecipients, smsSendOptions } = JSON.parse(body) as {
      from: string;
      message: string;
      smsRecipients: [{ to: string; repeatabilityRequestId: string }];
      smsSendOptions: { tag: string };
    };
    const [{ to, repeatabilityRequestId }] = smsRecipients;
    if (!numbers.includes(from)) return null;
    const known = byRequest.get(repeatabilityRequestId);
    if (known) return { taken: known, repeatabilityResult: 'accepted' };
    const taken = { messageId: `Outgoing_${randomUUID()}`, from, to, message, tag: smsSendOptions.tag };
    texts.push(taken);
    byRequest.set(repeatabilityRequestId, taken);
    return { taken, repeatabilityResult: 'accepted' };
  };

  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const answer = (status: number, said: object = {}) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(said));
      if (!isSigned(request, body)) return answer(401, { error: { code: 'Denied' } });
      if (request.method === 'GET')
        return answer(200, {
          phoneNumbers: numbers.map((phoneNumber) => ({ phoneNumber, capabilities: { sms: 'inbound+outbound' } })),
        });
      const fault = faults.shift();
      if (typeof fault === 'number') return answer(fault);
      const result = take(body);
      if (fault === 'server-error') return answer(500);
      if (fault === 'reset') return request.socket.destroy();
      if (fault === 'hang') return undefined;
      if (!result) return answer(404, { error: { code: 'NotFound' } });
      const { taken, repeatabilityResult } = result;
      return answer(202, {
        value: [
          { to: taken.to, messageId: taken.messageId, httpStatusCode: 202, repeatabilityResult, successful: true },
        ],
      });
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  /** As Event Grid posts: a list of one. */
  const post = (eventType: string, data: object) =>
    fetch(events!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'aeg-event-type': 'Notification' },
      body: JSON.stringify([{ id: randomUUID(), eventType, subject: '', data, eventTime: '', dataVersion: '1.0' }]),
    });
  return {
    endpoint,
    texts,
    /** Strikes the next requests to send, one each. */
    fault: (...next: typeof faults) => void faults.push(...next),
    /** Where events go from now on. */
    bringTo: (url: string) => void (events = url),
    /** The same; Event Grid asks there first whether it is the right address. */
    async subscribe(url: string): Promise<boolean> {
      events = url;
      const validationCode = randomUUID();
      const answer = await post('Microsoft.EventGrid.SubscriptionValidationEvent', { validationCode });
      return (
        answer.ok && ((await answer.json()) as { validationResponse?: string }).validationResponse === validationCode
      );
    },
    report: ({ messageId, from, to, tag }: AzureText, deliveryStatus: string, deliveryStatusDetails = '') =>
      post('Microsoft.Communication.SMSDeliveryReportReceived', {
        messageId,
        from,
        to,
        tag,
        deliveryStatus,
        deliveryStatusDetails,
        deliveryAttempts: [],
        receivedTimestamp: new Date().toISOString(),
      }),
    /** A customer writes. */
    write: (from: string, to: string, message: string, messageId = `Incoming_${randomUUID()}`) =>
      post('Microsoft.Communication.SMSReceived', {
        messageId,
        from,
        to,
        message,
        receivedTimestamp: new Date().toISOString(),
      }),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
