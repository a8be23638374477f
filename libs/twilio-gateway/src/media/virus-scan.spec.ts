import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '#testing';
import { VirusScan } from './virus-scan.ts';

let folder: string;
let file: string;
let server: Server;
const sockets: Socket[] = [];
let scan: VirusScan;
/** How the scanner takes a call. */
let take: (socket: Socket) => void;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'virus-scan-'));
  file = join(folder, 'file');
  writeFileSync(file, Buffer.alloc(16 * 1024 * 1024));
  server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    take(socket);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  scan = new VirusScan({ host: '127.0.0.1', port: (server.address() as AddressInfo).port }, 500);
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true });
});

/** How often this process has the file open, which Linux alone shows. */
const timesOpen = () =>
  readdirSync('/proc/self/fd').filter((name) => {
    try {
      return readlinkSync(`/proc/self/fd/${name}`) === file;
    } catch {
      return false;
    }
  }).length;

describe('a scanner', () => {
  it('hears a file piece by piece, and says that it is clean', async () => {
    let heard = 0;
    take = (socket) =>
      socket.on('data', (piece) => {
        heard += piece.length;
        if (piece.subarray(-4).equals(Buffer.alloc(4)) && heard > 16 * 1024 * 1024) socket.end('stream: OK\0');
      });
    expect(await scan.look(file)).toEqual({ kind: 'clean' });
  });

  it('may say that it found something, and hang up before it has heard all', async () => {
    take = (socket) => socket.once('data', () => socket.pause().end('stream: Eicar FOUND\0'));
    expect(await scan.look(file)).toEqual({ kind: 'infected', name: 'Eicar' });
    if (process.platform === 'linux') await until('the file is let go of', () => timesOpen() === 0);
  });

  it('that answers something else, or nothing, has not looked', async () => {
    take = (socket) => socket.once('data', () => socket.pause().end('INSTREAM size limit exceeded. ERROR\0'));
    await expect(scan.look(file)).rejects.toThrow('size limit exceeded');
    take = (socket) => socket.once('data', () => socket.destroy());
    await expect(scan.look(file)).rejects.toThrow();
    take = (socket) => socket.pause();
    await expect(scan.look(file)).rejects.toThrow('does not answer');
    if (process.platform === 'linux') await until('the file is let go of', () => timesOpen() === 0);
  });
});
