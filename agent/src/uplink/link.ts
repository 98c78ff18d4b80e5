/** How a connection ended. */
export interface LinkEnd {
  /** WebSocket close code; 1006 where the line broke. */
  code: number;
  reason: string;
  /** Status of the HTTP answer, where the server answered the request for a connection with something else. */
  httpStatus?: number;
}

/** What a connection tells its owner. `closed` comes exactly once, and nothing after it. */
export interface LinkEvents {
  opened(): void;
  text(text: string): void;
  closed(end: LinkEnd): void;
}

/** A connection to the server that carries frames as text, whatever the transport. */
export interface Link {
  send(text: string): void;
  /** Bytes given to `send` that have not left yet. */
  readonly bufferedBytes: number;
  /** Ends it properly. */
  close(): void;
  /** Ends it now; for a peer that does not answer. */
  terminate(): void;
}

/** Begins a connection. Trouble is told by `closed`, never thrown. */
export type OpenLink = (events: LinkEvents) => Link;
