import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChannelConfigModule, channelConfigSchema } from '#channel-config';
import { ConversationsModule, conversationsSchema } from '#conversations';
import { RoutingModule, routingSchema } from '#routing';
import { aService, type Service } from '#testing';
import { gatewaySchema, TwilioGatewayModule } from '#twilio-gateway';

/** What secrets are sealed with there. */
export const sealedWith = `test:${Buffer.alloc(32, 7).toString('base64')}`;

/**
 * The services behind one address, and somebody who lets scripts in. They hear of what channel configuration says once they were asked for it in
 * vain.
 */
export async function anInstallation() {
  process.env['SECRETS_KEYS'] = sealedWith;
  process.env['CONVERSATIONS_SECRETS_KEYS'] = sealedWith;
  const channelConfig = await aService(ChannelConfigModule, channelConfigSchema);
  const routing = await aService(RoutingModule, routingSchema);
  const gateway = await aService(TwilioGatewayModule, gatewaySchema);
  const conversations = await aService(ConversationsModule, conversationsSchema);
  const serviceAt = (path: string): Service =>
    Object.entries({ routing, gateway, conversations }).find(([name]) => path.startsWith(`/api/${name}/`))?.[1] ??
    channelConfig;
  let told = 0;
  const tell = async () => {
    await channelConfig.turn('outbox');
    const news = channelConfig.said().slice(told);
    told += news.length;
    await gateway.hear(...news);
    await conversations.hear(...news);
  };
  const server: Server = createServer((request, response) => {
    const { method = 'GET', url = '', headers } = request;
    const base = `http://${headers.host}`;
    const say = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    if (url === '/api/sign-in')
      return void say({ issuer: base, clientId: 'desk', audience: 'parley', scope: 'openid' });
    if (url.startsWith('/.well-known')) return void say({ token_endpoint: `${base}/token` });
    if (url === '/token') return void say({ access_token: 'dana' });
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const payload = Buffer.concat(pieces);
      const call = { method: method as 'GET', url, headers, ...(payload.length > 0 && { payload }) };
      void serviceAt(url)
        .app.inject(call)
        .then(async (answer) => {
          if (answer.statusCode === 404) await tell();
          response.writeHead(answer.statusCode, { 'content-type': 'application/json' }).end(answer.body);
        });
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    channelConfig,
    routing,
    gateway,
    conversations,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await channelConfig.stop();
      await routing.stop();
      await gateway.stop();
      await conversations.stop();
    },
  };
}
