import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A double of a bucket that speaks as much of S3 as keeping files needs: put, get with a range, remove. It takes signed requests only. */
export async function aBucket() {
  const objects = new Map<string, { bytes: Buffer; contentType: string }>();
  let broken = false;
  const server = createServer((request, response) => {
    void (async () => {
      const key = new URL(request.url!, 'http://bucket').pathname.replace(/^\/parley-media\//, '');
      const answer = (status: number, body: Buffer | string = '') => response.writeHead(status).end(body);
      if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256 Credential=key-id/')) return answer(403);
      if (broken) return answer(503);
      if (request.method === 'PUT') {
        const contentType = request.headers['content-type'] ?? '';
        objects.set(key, { bytes: await buffer(request), contentType });
        return answer(200);
      }
      if (request.method === 'DELETE') {
        objects.delete(key);
        return answer(204);
      }
      const object = objects.get(key);
      if (!object) return answer(404, '<Error><Code>NoSuchKey</Code></Error>');
      const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
      return answer(206, object.bytes.subarray(Number(from), to === '' ? undefined : Number(to) + 1));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      MEDIA_BUCKET: `http://127.0.0.1:${port}/parley-media`,
      MEDIA_BUCKET_REGION: 'test',
      MEDIA_BUCKET_KEY_ID: 'key-id',
      MEDIA_BUCKET_SECRET: 'secret',
    },
    objects,
    break: (isBroken: boolean) => void (broken = isBroken),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
