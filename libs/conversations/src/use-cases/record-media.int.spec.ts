import { v7 as uuid } from 'uuid';
import { type DataOf, mediaStored, mediaUnavailable, textWritten } from '#contracts';
import { SignedLinks } from '#secrets';
import { aConversation, anEvent, aService, aText, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const { channelId } = aText().data;
const file = (mediaId: string, messageId: string | null, version: number) => ({
  mediaId,
  messageId,
  version,
  index: 0,
  direction: 'in',
  fileName: null,
  channelId,
  changedAt: '2026-01-05T09:00:01.000Z',
});
const stored = (mediaId: string, messageId: string | null, version = 2, changes: object = {}) =>
  anEvent(mediaStored, {
    ...file(mediaId, messageId, version),
    state: 'stored',
    reason: null,
    contentType: 'image/png',
    size: 70,
    conversationId: null,
    ...changes,
  });
const unavailable = (
  mediaId: string,
  messageId: string,
  version: number,
  changes: Partial<DataOf<typeof mediaUnavailable>> = {},
) =>
  anEvent(mediaUnavailable, {
    ...file(mediaId, messageId, version),
    state: 'late',
    reason: 'not-found',
    contentType: 'image/png',
    size: null,
    nextTryAt: '2026-01-05T09:00:05.000Z',
    ...changes,
  });
const thread = async (id: string) =>
  (await service.get(`/api/conversations/${id}/messages`, { as: 'lena' })).body.items as {
    id: string;
    version: number;
    body: string;
    media: { id: string; version: number; state: string; reason: string | null }[];
  }[];
/** A conversation of lena's, with a text that has these files. */
async function withFiles(...mediaIds: string[]) {
  const { id } = await aConversation(service, { acceptedBy: 'lena' });
  const text = aText({ body: '', mediaIds });
  await service.hear(text);
  return { id, messageId: text.data.messageId };
}

describe('a text with files', () => {
  it('shows that they are awaited, then that they are here: in the thread and live', async () => {
    const [one, other] = [uuid(), uuid()];
    const { id, messageId } = await withFiles(one, other);
    expect((await thread(id))[0]).toMatchObject({
      id: messageId,
      body: '',
      version: 1,
      media: [
        { id: one, state: 'awaited', contentType: null },
        { id: other, state: 'awaited' },
      ],
    });
    service.shown.length = 0;
    await service.hear(stored(other, messageId));
    expect((await thread(id))[0]).toMatchObject({
      version: 3,
      media: [
        { id: one, state: 'awaited' },
        { id: other, state: 'stored', contentType: 'image/png', size: 70 },
      ],
    });
    expect(service.shown.map(({ frame }) => frame)).toMatchObject([
      { kind: 'message', id: messageId, version: 3, view: { media: [{ id: one }, { id: other, state: 'stored' }] } },
    ]);
  });

  it('knows what was said of them before it came', async () => {
    const mediaId = uuid();
    const text = aText({ mediaIds: [mediaId] });
    await service.hear(stored(mediaId, text.data.messageId));
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.hear(text);
    const found = (await thread(id)).find((one) => one.id === text.data.messageId);
    expect(found!.media).toMatchObject([{ id: mediaId, state: 'stored', version: 2 }]);
  });

  it('shows why one is late, and when it is tried again', async () => {
    const mediaId = uuid();
    const { id, messageId } = await withFiles(mediaId);
    await service.hear(unavailable(mediaId, messageId, 2));
    expect((await thread(id))[0]!.media).toMatchObject([
      { state: 'late', reason: 'not-found', nextTryAt: '2026-01-05T09:00:05.000Z' },
    ]);
  });

  it('goes by the later word, in whatever order they come', async () => {
    const mediaId = uuid();
    const { id, messageId } = await withFiles(mediaId);
    await service.hear(stored(mediaId, messageId, 3), unavailable(mediaId, messageId, 2));
    await service.hear(unavailable(mediaId, messageId, 2));
    expect((await thread(id))[0]!.media).toMatchObject([{ state: 'stored', version: 3 }]);
  });

  it('and its files are told at the same time', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const texts = Array.from({ length: 20 }, () => aText({ mediaIds: [uuid()] }));
    await Promise.all(
      texts.flatMap((text) => [service.hear(text), service.hear(stored(text.data.mediaIds[0]!, text.data.messageId))]),
    );
    const states = (await thread(id)).flatMap(({ media }) => media.map(({ state }) => state));
    expect(states).toEqual(Array(20).fill('stored'));
  });
});

describe('links to the files of a text', () => {
  it('are for those who may see it, and open each file that is here', async () => {
    const [here, late] = [uuid(), uuid()];
    const { id, messageId } = await withFiles(here, late);
    await service.hear(stored(here, messageId), unavailable(late, messageId, 2));
    const path = `/api/conversations/${id}/messages/${messageId}/media`;
    const { status, body } = await service.get(path, { as: 'lena' });
    expect(status).toBe(200);
    expect(body.items.map(({ mediaId }: { mediaId: string }) => mediaId)).toEqual([here]);
    const { pathname, searchParams } = new URL(body.items[0].url, 'http://x');
    const links = service.app.get(SignedLinks, { strict: false });
    expect(links.opens(pathname, Object.fromEntries(searchParams), new Date())).toBe(true);
    expect((await service.get(path, { as: 'sofia' })).status).toBe(200);
    expect((await service.get(path, { as: 'diego' })).status).toBe(403);
    const nobodys = `/api/conversations/${id}/messages/${uuid()}/media`;
    expect(await service.get(nobodys, { as: 'lena' })).toMatchObject({
      status: 404,
      body: { code: 'message-not-found' },
    });
  });
});

describe('an agent who sends files', () => {
  const write = (id: string, body: object, messageId = uuid()) =>
    service.put(`/api/conversations/${id}/messages/${messageId}`, body, { as: 'lena' });
  const upload = (mediaId: string, conversationId: string, size = 70) =>
    stored(mediaId, null, 1, { direction: 'out', conversationId, size, fileName: 'photo.png' });

  it('need not write a word; the gateway hears which', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const mediaId = uuid();
    await service.hear(upload(mediaId, id));
    const messageId = uuid();
    const first = await write(id, { body: '', mediaIds: [mediaId] }, messageId);
    expect(first).toMatchObject({
      status: 200,
      body: { body: '', version: 2, media: [{ id: mediaId, state: 'stored', fileName: 'photo.png' }] },
    });
    expect(await write(id, { body: '', mediaIds: [mediaId] }, messageId)).toMatchObject({
      status: 200,
      body: first.body,
    });
    expect((await write(id, { body: '', mediaIds: [uuid()] }, messageId)).status).toBe(409);
    await service.turn('outbox');
    expect(service.said(textWritten.type).map(({ data }) => data)).toMatchObject([
      { messageId, body: '', mediaIds: [mediaId] },
    ]);
  });

  it('may send one that we have not heard of yet: the gateway decides', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const mediaId = uuid();
    const { body } = await write(id, { body: 'Here', mediaIds: [mediaId] });
    expect(body.media).toMatchObject([{ state: 'awaited' }]);
    await service.hear(upload(mediaId, id));
    expect((await thread(id))[0]!.media).toMatchObject([{ state: 'stored' }]);
  });

  it('is refused what belongs elsewhere, is gone, or is too much', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const [used, foreign, gone, large, larger] = [uuid(), uuid(), uuid(), uuid(), uuid()] as [
      string,
      string,
      string,
      string,
      string,
    ];
    await service.hear(
      upload(used, id),
      upload(foreign, uuid()),
      upload(gone, id),
      upload(large, id, 3_000_000),
      upload(larger, id, 2_000_001),
    );
    await write(id, { body: 'First', mediaIds: [used] });
    await service.hear(unavailable(gone, uuid(), 2, { state: 'erased', reason: null }));
    const codeOf = async (...mediaIds: string[]) => (await write(id, { body: 'Next', mediaIds })).body.code;
    expect(await codeOf(used)).toBe('media-elsewhere');
    expect(await codeOf(foreign)).toBe('media-elsewhere');
    expect(await codeOf(large, larger)).toBe('files-too-large');
    expect((await write(id, { body: '', mediaIds: [] })).body.errors).toMatchObject([{ field: 'body' }]);
    expect(
      (await write(id, { body: 'x', mediaIds: Array.from({ length: 11 }, () => uuid()) })).body.errors,
    ).toMatchObject([{ field: 'mediaIds' }]);
    expect((await write(id, { body: 'Next', mediaIds: [large] })).status).toBe(200);
  });
});
