import type { Store } from './store.ts';

/** An empty place where a store can be opened, closed and opened again. */
export interface StorePlace {
  open(): Promise<Store>;
  /** Runs one statement behind the store's back, as somebody with the database in hand could. */
  raw(statement: string): Promise<void>;
  remove(): Promise<void>;
}

/** Opens a store in a new place for one test and clears it away. */
export type WithStore = (test: (store: Store, place: StorePlace) => Promise<void>) => () => Promise<void>;
