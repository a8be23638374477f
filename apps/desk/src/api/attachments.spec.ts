import type { ChannelId, MediaId } from '#contracts';
import { type Attached, Attachments, type AttachedNow } from './attachments.ts';
import type { Shelf } from './outbox.ts';
import { Refused, Unanswered } from './refused.ts';

const hour = 3_600_000;

function aShelf(): Shelf<Attached> & { readonly files: Map<string, Attached> } {
  const files = new Map<string, Attached>();
  return {
    files,
    all: async () => [...files.values()],
    put: async (file) => void files.set(file.id, file),
    remove: async (id) => void files.delete(id),
  };
}

const infected = new Refused(422, {
  type: 'about:blank',
  title: 'Not allowed',
  status: 422,
  detail: 'The virus scanner found something in this file.',
  code: 'file-infected',
  correlationId: '7f3a',
});

/** A server that fails as told, one entry an attempt, and then takes everything. */
function aDesk(failures: readonly (Error | null)[] = [], shelf = aShelf()) {
  const left = [...failures];
  const arrived: string[] = [];
  let time = 0;
  let ids = shelf.files.size;
  const attachments = new Attachments(shelf, {
    upload: async (file, { onProgress }) => {
      onProgress(0.5);
      const failure = left.shift();
      if (failure) throw failure;
      arrived.push(file.id);
      return { id: file.id, fileName: file.fileName, contentType: file.contentType, size: file.size };
    },
    pause: async () => undefined,
    now: () => time,
    newId: () => `file ${(ids += 1)}` as MediaId,
  });
  const add = (fileName: string): void =>
    attachments.add({
      conversationId: 'amara',
      channelId: 'line' as ChannelId,
      by: 'lena',
      file: new Blob(['x']),
      fileName,
      contentType: 'image/png',
      size: 1,
    });
  return { attachments, shelf, arrived, add, later: (by: number) => (time += by) };
}
const names = (files: readonly AttachedNow[]) => files.map(({ fileName }) => fileName);
const settled = () => new Promise((resolve) => setTimeout(resolve));

describe('files of a text that is being written', () => {
  it('are on the shelf, leave one after the other, and stand beside the words', async () => {
    const { attachments, shelf, arrived, add } = aDesk();
    add('lamp.png');
    add('bill.pdf');
    expect(names(attachments.beside('amara'))).toEqual(['lamp.png', 'bill.pdf']);
    expect(attachments.beside('jonas')).toEqual([]);
    await settled();
    expect(arrived).toEqual(['file 1', 'file 2']);
    expect([...shelf.files.values()].map(({ keptAt }) => keptAt)).toEqual([0, 0]);
  });

  it('go on under the same id until somebody answers', async () => {
    const { attachments, arrived, add } = aDesk([new Unanswered(null), new Unanswered(null)]);
    add('lamp.png');
    await attachments.kept(['file 1']);
    expect(arrived).toEqual(['file 1']);
  });

  it('that the server does not take leave their sentence', async () => {
    const { attachments, shelf, add } = aDesk([infected]);
    add('lamp.png');
    await settled();
    expect(attachments.beside('amara')).toEqual([]);
    expect(attachments.sentences('amara')).toEqual(['lamp.png: The virus scanner found something in this file.']);
    expect(shelf.files.size).toBe(0);
    add('other.png');
    expect(attachments.sentences('amara')).toEqual([]);
  });

  it('are taken away, also while they are on their way', async () => {
    const { attachments, shelf, add } = aDesk();
    add('lamp.png');
    add('bill.pdf');
    attachments.remove('file 1');
    await settled();
    expect(names(attachments.beside('amara'))).toEqual(['bill.pdf']);
    expect([...shelf.files.keys()]).toEqual(['file 2']);
  });

  it('belong to their text from Enter on, and come back when it was refused', async () => {
    const { attachments, shelf, add } = aDesk();
    add('lamp.png');
    attachments.claim(['file 1'], 'text 1');
    expect(attachments.beside('amara')).toEqual([]);
    await attachments.kept(['file 1']);
    attachments.release('text 1');
    expect(names(attachments.beside('amara'))).toEqual(['lamp.png']);
    attachments.claim(['file 1'], 'text 2');
    attachments.drop('text 2');
    expect(shelf.files.size).toBe(0);
  });

  it('refuse their text when the server does not take them, and say so once the words are taken up again', async () => {
    const { attachments, add } = aDesk([infected, infected]);
    add('lamp.png');
    attachments.claim(['file 1'], 'text 1');
    await expect(attachments.kept(['file 1'])).rejects.toBe(infected);
    attachments.release('text 1');
    await settled();
    expect(attachments.sentences('amara')).toHaveLength(1);
  });

  it('survive a reload: what has not left leaves then, what the server may have thrown away leaves once more', async () => {
    const before = aDesk([null, new Unanswered(null)]);
    before.add('kept.png');
    await before.attachments.kept(['file 1']);
    const after = aDesk([], before.shelf);
    after.later(11 * hour);
    await after.attachments.open('lena');
    expect(names(after.attachments.beside('amara'))).toEqual(['kept.png']);
    await settled();
    expect(after.arrived).toEqual([]);

    const muchLater = aDesk([], before.shelf);
    muchLater.later(13 * hour);
    await muchLater.attachments.open('lena');
    await settled();
    expect(muchLater.arrived).toEqual(['file 2']);
    expect([...before.shelf.files.keys()]).toEqual(['file 2']);
  });

  it('are nobody else’s, and are forgotten when nobody came back to them for two weeks', async () => {
    const { shelf, add, attachments } = aDesk();
    add('lamp.png');
    await attachments.kept(['file 1']);
    const somebodyElse = aDesk([], shelf);
    await somebodyElse.attachments.open('diego');
    expect(somebodyElse.attachments.beside('amara')).toEqual([]);
    const later = aDesk([], shelf);
    later.later(15 * 24 * hour);
    await later.attachments.open('lena');
    expect(later.attachments.beside('amara')).toEqual([]);
    expect(shelf.files.size).toBe(0);
  });
});
