import type { Shelf, Unsent } from './outbox.ts';

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('parley', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('unsent', { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error('the database is held by an older window'));
  });

const done = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** Unsent texts in IndexedDB. Where a browser forbids it (some private windows), they live as long as the window. */
export function browserShelf(): Shelf {
  let database: Promise<IDBDatabase | null> | undefined;
  const store = async (mode: IDBTransactionMode): Promise<IDBObjectStore | null> => {
    database ??= open().catch(() => null);
    return (await database)?.transaction('unsent', mode).objectStore('unsent') ?? null;
  };
  return {
    all: async () => {
      const unsent = await store('readonly');
      return unsent ? done(unsent.getAll() as IDBRequest<Unsent[]>) : [];
    },
    put: async (text) => {
      const unsent = await store('readwrite');
      if (unsent) await done(unsent.put(text));
    },
    remove: async (id) => {
      const unsent = await store('readwrite');
      if (unsent) await done(unsent.delete(id));
    },
  };
}
