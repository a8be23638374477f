import http from 'node:http';
import { createHmac, timingSafeEqual } from 'node:crypto';
import amqp from 'amqplib';
const token = process.env.AUTH_TOKEN,
  publicUrl = process.env.PUBLIC_URL;
const ch = await (await amqp.connect(process.env.AMQP_URL)).createConfirmChannel();
await ch.assertExchange('c.inbound', 'direct', { durable: true });
http
  .createServer((req, res) => {
    let raw = '';
    req.on('data', (d) => (raw += d));
    req.on('end', () => {
      const p = new URLSearchParams(raw);
      let s = publicUrl + req.url;
      for (const k of [...p.keys()].sort()) s += k + p.get(k);
      const a = Buffer.from(createHmac('sha1', token).update(s).digest('base64')),
        b = Buffer.from(req.headers['x-twilio-signature'] ?? '');
      if (a.length !== b.length || !timingSafeEqual(a, b)) {
        res.statusCode = 403;
        return res.end();
      }
      const m = { id: p.get('MessageSid'), from: p.get('From'), to: p.get('To'), body: p.get('Body'), at: Date.now() };
      ch.publish('c.inbound', 'in', Buffer.from(JSON.stringify(m)), { persistent: true, messageId: m.id }, (err) => {
        res.statusCode = err ? 503 : 200;
        res.setHeader('content-type', 'text/xml');
        res.end('<Response/>');
      });
    });
  })
  .listen(+process.env.PORT, '127.0.0.1', () => process.send?.('ready'));
