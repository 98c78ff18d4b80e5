/**
 * Whether a browser's request comes from a page of this very server. Requests without an Origin header do not come
 * from a foreign page (browsers always send it with cross-origin writes and WebSockets).
 */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  if (host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host;
}
