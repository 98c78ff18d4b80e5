/** What the reader chose, kept in this browser. */
export interface Preferences {
  read(key: 'language' | 'theme'): string | undefined;
  /** Keeps a choice where the browser lets it; a browser that does not only forgets it at the next visit. */
  write(key: 'language' | 'theme', value: string): void;
}

/** Preferences in a storage, which is asked for anew each time because a blocked one throws when touched. */
export function preferencesIn(storage: () => Storage): Preferences {
  return {
    read: (key) => attempt(() => storage().getItem(`wardwatch.${key}`) ?? undefined),
    write: (key, value) => attempt(() => storage().setItem(`wardwatch.${key}`, value)),
  };
}

function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action();
  } catch {
    // Storage is blocked or full: the console works without it.
    return undefined;
  }
}
