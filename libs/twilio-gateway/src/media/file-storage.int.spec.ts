import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import { GatewaySettings } from '../gateway-settings.ts';
import { aBucket } from '../test/a-bucket.ts';
import { aFolder } from '../test/a-folder.ts';
import { BucketStorage, FileStorage, FolderStorage } from './file-storage.ts';

let folder: ReturnType<typeof aFolder>;
let bucket: Awaited<ReturnType<typeof aBucket>>;
beforeEach(async () => {
  folder = aFolder();
  bucket = await aBucket();
});
afterEach(async () => {
  await bucket.stop();
  folder.remove();
});

const storages: [string, () => FileStorage][] = [
  ['a folder', () => new FolderStorage(join(folder.path, 'kept'))],
  [
    'a bucket',
    () => {
      const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
      return new BucketStorage(new GatewaySettings({ SECRETS_KEYS: keys, ...bucket.settings }).mediaBucket!);
    },
  ],
];

describe.each(storages)('%s', (_, storage) => {
  const key = randomUUID();
  const put = async (content: string) => {
    const path = join(folder.path, 'new');
    await writeFile(path, content);
    await storage().put(key, path, 'text/plain');
  };
  const read = async (start: number, end: number) => {
    const opened = await storage().open(key, { start, end });
    return opened && (await buffer(opened)).toString();
  };

  it('gives what was put there, whole and in part', async () => {
    await put('0123456789');
    expect(await read(0, 9)).toBe('0123456789');
    expect(await read(2, 4)).toBe('234');
    expect(await read(9, 9)).toBe('9');
  });

  it('has the later one of two', async () => {
    await put('first');
    await put('other');
    expect(await read(0, 4)).toBe('other');
  });

  it('has nothing that was not put there, or was removed, as often as one asks', async () => {
    expect(await read(0, 0)).toBeNull();
    await put('gone');
    await storage().remove(key);
    await storage().remove(key);
    expect(await read(0, 3)).toBeNull();
  });

  it('says so when it cannot keep', async () => {
    bucket.break(true);
    if (_ === 'a folder') await writeFile(join(folder.path, 'kept'), 'in the way');
    await expect(put('lost')).rejects.toThrow();
  });
});

it('a folder keeps no half of a file', async () => {
  const storage = new FolderStorage(join(folder.path, 'kept'));
  await expect(storage.put(randomUUID(), join(folder.path, 'missing'))).rejects.toThrow();
  const left = existsSync(join(folder.path, 'kept')) ? readdirSync(join(folder.path, 'kept'), { recursive: true }) : [];
  expect(left.filter((name) => String(name).endsWith('.half'))).toEqual([]);
});
