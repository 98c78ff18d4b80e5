/** Where a page is: a path whose parts with a colon stand for anything (`/devices/:id`). */
export interface Route {
  pattern: string;
}

/** An address within the console. */
export interface Location {
  path: string;
  /** With its question mark, or empty. */
  query: string;
  params: Readonly<Record<string, string>>;
}

/** What a pattern's parts stand for in a path, or undefined where the path is another. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/').filter((part) => part !== '');
  const given = path.split('/').filter((part) => part !== '');
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decode(given[index] ?? '');
    if (value === undefined) return undefined;
    if (part.startsWith(':')) params[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return params;
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    // A stray percent sign: an address that nobody made.
    return undefined;
  }
}

/** The browser's window as the router needs it. */
export type RouterWindow = Pick<Window, 'location' | 'history' | 'addEventListener' | 'removeEventListener'>;

/** Keeps the address and what is shown in step: links, the back button, and navigation by code. */
export class Router<Page extends Route> {
  readonly #window: RouterWindow;
  readonly #routes: readonly Page[];
  readonly #onChange: (isNewPage: boolean) => void;
  #abort: AbortController | undefined;

  constructor(window: RouterWindow, routes: readonly Page[], onChange: (isNewPage: boolean) => void) {
    this.#window = window;
    this.#routes = routes;
    this.#onChange = onChange;
  }

  /** Begins to follow links and the back button. */
  start(): void {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.#window.addEventListener('popstate', () => this.#onChange(true), { signal });
    this.#window.addEventListener('click', (event) => this.#onClick(event), { signal });
  }

  stop(): void {
    this.#abort?.abort();
  }

  /** The page of the present address and what its address says; no page where there is none. */
  get current(): { page: Page | undefined; location: Location } {
    const { pathname, search } = this.#window.location;
    for (const page of this.#routes) {
      const params = matchPath(page.pattern, pathname);
      if (params) return { page, location: { path: pathname, query: search, params } };
    }
    return { page: undefined, location: { path: pathname, query: search, params: {} } };
  }

  /** Goes to an address of the console. `replace` is for another view of the same page: the reader stays put. */
  go(path: string, options: { replace: boolean }): void {
    if (options.replace) this.#window.history.replaceState(null, '', path);
    else this.#window.history.pushState(null, '', path);
    this.#onChange(!options.replace);
  }

  /** Follows plain clicks on links to pages; whatever else a click may mean is the browser's. */
  #onClick(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link || link.target !== '' || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    const isOurs = url.origin === this.#window.location.origin && url.hash === '';
    if (!isOurs || !this.#routes.some((page) => matchPath(page.pattern, url.pathname))) return;
    event.preventDefault();
    this.go(url.pathname + url.search, { replace: false });
  }
}
