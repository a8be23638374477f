import type { Shelf } from './outbox.ts';

const open = (name: string): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
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

/**
 * What is unsent, in an IndexedDB of this name. Where a browser forbids it (some private windows), it lives as long as the window. Texts
 * and files have one each, so that neither waits for an older window to let go of the other.
 */
export function browserShelf<Kept extends { readonly id: string }>(name: string): Shelf<Kept> {
  let database: Promise<IDBDatabase | null> | undefined;
  const store = async (mode: IDBTransactionMode): Promise<IDBObjectStore | null> => {
    database ??= open(name).catch(() => null);
    return (await database)?.transaction('unsent', mode).objectStore('unsent') ?? null;
  };
  return {
    all: async () => {
      const unsent = await store('readonly');
      return unsent ? done(unsent.getAll() as IDBRequest<Kept[]>) : [];
    },
    put: async (kept) => {
      const unsent = await store('readwrite');
      if (unsent) await done(unsent.put(kept));
    },
    remove: async (id) => {
      const unsent = await store('readwrite');
      if (unsent) await done(unsent.delete(id));
    },
  };
}
