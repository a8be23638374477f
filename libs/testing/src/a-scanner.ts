import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What every scanner takes for a virus, without being one; kept in two halves so that none stumbles over this file. */
export const eicar = Buffer.from(
  ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
);

/** A double of ClamAV that speaks INSTREAM, finds the test virus, and can be told to misbehave. */
export async function aScanner() {
  let mood: 'well' | 'busy' | 'silent' = 'well';
  let scanned = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    const chunks: Buffer[] = [];
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (mood === 'silent') return;
      const content = contentOf(Buffer.concat(chunks));
      if (content === null) return;
      scanned += 1;
      if (mood === 'busy') socket.end('INSTREAM size limit exceeded. ERROR\0');
      else socket.end(content.includes(eicar) ? 'stream: Eicar-Signature FOUND\0' : 'stream: OK\0');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    address: `127.0.0.1:${port}`,
    scanned: () => scanned,
    become: (next: typeof mood) => void (mood = next),
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What was sent, null while the end is missing. */
function contentOf(sent: Buffer): Buffer | null {
  const command = 'zINSTREAM\0';
  if (sent.length < command.length) return null;
  if (sent.subarray(0, command.length).toString() !== command) throw new Error('The double knows INSTREAM only.');
  const pieces: Buffer[] = [];
  for (let at = command.length; at + 4 <= sent.length;) {
    const length = sent.readUInt32BE(at);
    if (length === 0) return Buffer.concat(pieces);
    pieces.push(sent.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}
