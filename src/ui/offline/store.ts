import { type Book, emptyBook } from './change.ts';

const NAME = 'rong';
const BOOKS = 'books';
const FACTS = 'facts';

/** Where the device keeps the book of each person. */
export interface Store {
  /** Changes a book in one step, behind the changes of other tabs and of the service worker. */
  update(person: number, change: (book: Book) => Book): Promise<Book>;
  people(): Promise<number[]>;
}

let opening: Promise<Store> | undefined;

/** IndexedDB; where a browser has none (or forbids it) a book that lasts as long as the page. */
export const openStore = (): Promise<Store> => {
  opening ??= openDatabase().then(deviceStore, pageStore);
  return opening;
};

let database: IDBDatabase | undefined;

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(BOOKS);
      request.result.createObjectStore(FACTS);
    };
    request.onsuccess = () => {
      database = request.result;
      // Another tab wipes the device: make way.
      database.onversionchange = closeStore;
      resolve(database);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(request.error);
  });
}

function closeStore(): void {
  database?.close();
  database = undefined;
  opening = undefined;
}

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
  });

const deviceStore = (db: IDBDatabase): Store => ({
  async update(person, change) {
    const transaction = db.transaction(BOOKS, 'readwrite');
    const books = transaction.objectStore(BOOKS);
    let after = emptyBook();
    const request: IDBRequest<Book | undefined> = books.get(person);
    request.onsuccess = () => {
      const before = request.result ?? emptyBook();
      after = change(before);
      if (after !== before) books.put(after, person);
    };
    await done(transaction);
    return after;
  },
  async people() {
    const transaction = db.transaction(BOOKS, 'readonly');
    const request = transaction.objectStore(BOOKS).getAllKeys();
    await done(transaction);
    return request.result.map(Number);
  },
});

const pageStore = (): Store => {
  const books = new Map<number, Book>();
  return {
    async update(person, change) {
      const after = change(books.get(person) ?? emptyBook());
      books.set(person, after);
      return after;
    },
    people: async () => [...books.keys()],
  };
};

/** Small facts that the pages and the service worker share: who is signed in here. */
export async function readFact<T>(name: string): Promise<T | undefined> {
  await openStore();
  if (!database) return undefined;
  const transaction = database.transaction(FACTS, 'readonly');
  const request: IDBRequest<T | undefined> = transaction.objectStore(FACTS).get(name);
  await done(transaction);
  return request.result;
}

export async function writeFact(name: string, value: unknown): Promise<void> {
  await openStore();
  if (!database) return;
  const transaction = database.transaction(FACTS, 'readwrite');
  transaction.objectStore(FACTS).put(value, name);
  await done(transaction);
}

/** Throws away everything that is kept here for anyone. */
export async function wipeStore(): Promise<void> {
  closeStore();
  await new Promise<void>(resolve => {
    const request = indexedDB.deleteDatabase(NAME);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    request.onblocked = () => resolve();
  });
}
