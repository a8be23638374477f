import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { problem } from '#contracts';
import { answerGarbage, serve } from './server.ts';

describe('a request that never arrives', () => {
  const hour = 3_600_000;
  it.each([
    [
      'is cut off while its headers come',
      { headersTimeout: 100, requestTimeout: hour },
      'POST /webhooks/twilio/key/messages HTTP/1.1\r\nhost: x\r\n',
    ],
    [
      'is cut off while its body comes',
      { headersTimeout: 100, requestTimeout: 200 },
      'POST /webhooks/twilio/key/messages HTTP/1.1\r\nhost: x\r\ncontent-length: 60000\r\n\r\nBody=half',
    ],
  ])('%s, with an answer that says why', async (_what, limits, half) => {
    const server = serve([], { ...limits, keepAliveTimeout: hour, connectionsCheckingInterval: 20 })(() => {});
    server.on('clientError', answerGarbage).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.write(half);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(problem.parse(JSON.parse(answer.split('\r\n\r\n')[1]!)).detail).toBe('The request did not arrive in time.');
    server.close();
    server.closeAllConnections();
  });
});
