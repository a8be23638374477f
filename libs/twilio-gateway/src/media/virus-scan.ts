import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

/** What a scanner found: nothing, or something by this name. */
export type Finding = { readonly kind: 'clean' } | { readonly kind: 'infected'; readonly name: string };

/**
 * ClamAV by its address, asked by INSTREAM: its own protocol is a word, pieces with their lengths, and a line back. Throws when it does not
 * answer so.
 */
export class VirusScan {
  constructor(
    private readonly address: { readonly host: string; readonly port: number },
    private readonly patienceMs = 60_000,
  ) {}

  async look(path: string): Promise<Finding> {
    const socket = connect(this.address);
    socket.setTimeout(this.patienceMs, () => socket.destroy(new Error('The virus scanner does not answer.')));
    try {
      await once(socket, 'connect');
      return read(await answerTo(createReadStream(path), socket));
    } finally {
      socket.destroy();
    }
  }
}

/** It may answer, and hang up, before it has heard all. */
async function answerTo(file: ReadStream, socket: Socket): Promise<string> {
  const answer = text(socket);
  try {
    await Promise.race([send(file, socket), answer]);
    return await answer;
  } finally {
    file.destroy(); // what is still being sent waits for a socket that is gone
  }
}

async function send(file: AsyncIterable<Uint8Array>, socket: Socket): Promise<void> {
  const write = async (bytes: Uint8Array | string) => {
    if (!socket.write(bytes)) await once(socket, 'drain');
  };
  await write('zINSTREAM\0');
  for await (const piece of file) {
    await write(lengthOf(piece.length));
    await write(piece);
  }
  await write(lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function read(answer: string): Finding {
  const line = answer.replace(/\0/g, '').trim();
  if (line === 'stream: OK') return { kind: 'clean' };
  const name = /^stream: (.+) FOUND$/.exec(line)?.[1];
  if (name) return { kind: 'infected', name };
  throw new Error(`The virus scanner answered: ${line.slice(0, 100)}`);
}
