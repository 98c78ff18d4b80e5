/** Events between the parts of the console, by name, with what they carry. The shell hears them all. */
interface ConsoleEvents {
  'ww-signed-in': object;
  'ww-sign-out': object;
  /** Another address is asked for. */
  'ww-navigate': { path: string; replace: boolean };
  /** Something happened that the reader should hear of once. */
  'ww-toast': { text: string };
  'ww-language': { value: string };
  /** Services or watched devices were changed by this page. */
  'ww-watching-changed': object;
  'ww-theme': { value: string };
}

type ConsoleEventMap = { [Name in keyof ConsoleEvents]: CustomEvent<ConsoleEvents[Name]> };

declare global {
  // The DOM's own table of events is the one that addEventListener reads.
  interface HTMLElementEventMap extends ConsoleEventMap {}
}

/** Sends an event that crosses shadow roots, so that pages and the shell hear their parts. */
export function emit(host: EventTarget, name: string, detail: object): void {
  host.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}

/** Something happened that the reader should hear of once. */
export function toast(host: EventTarget, text: string): void {
  emit(host, 'ww-toast', { text } satisfies ConsoleEvents['ww-toast']);
}

/** Asks the shell for another address. */
export function navigate(host: EventTarget, path: string, options: { replace: boolean }): void {
  emit(host, 'ww-navigate', { path, replace: options.replace } satisfies ConsoleEvents['ww-navigate']);
}
