/** The part of the browser's window that shows and changes its address. */
export interface AddressBar {
  location: Pick<Location, 'pathname' | 'search' | 'hash'>;
  history: Pick<History, 'replaceState'>;
}

/**
 * The set-up link's token. It travels in the address's fragment, which no server or log sees, and is taken out of the
 * address bar and the history as soon as it is read. Undefined where the address has none.
 */
export function takeSetupToken(window: AddressBar): string | undefined {
  const { pathname, search, hash } = window.location;
  const token = new URLSearchParams(hash.slice(1)).get('token');
  if (pathname !== '/setup' || token === null) return undefined;
  window.history.replaceState(null, '', pathname + search);
  return token;
}
