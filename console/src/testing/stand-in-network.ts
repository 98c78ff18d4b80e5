import type { Board, LiveFrame, SessionInfo } from '@wardwatch/shared/api';
import type { Fetch } from '../data/sender.ts';
import type { LiveSocketEvents, OpenLiveSocket } from '../data/live-client.ts';

/** What the stand-in server answers: a body, or a refusal by its code. */
export type Answer = { status: number; body: unknown };

/** A request that was made. */
export interface SeenRequest {
  method: string;
  path: string;
  body: unknown;
}

/** A good answer. */
export function good(body: unknown): Answer {
  return { status: 200, body };
}

/** A refusal in the API's form. */
export function refusal(status: number, code: string, more: object = {}): Answer {
  return { status, body: { error: { code, message: code, ...more } } };
}

/** A session of an administrator. */
export const ADMIN: SessionInfo = {
  setupNeeded: false,
  person: { id: 'person_1', name: 'quantri', role: 'admin' },
  version: '0.1.0',
};

/**
 * Stands in for the network between console and server: answers requests from a table of "METHOD /path" (without the
 * query) and lets a test play the server's end of the live socket.
 */
export class StandInNetwork {
  readonly answers = new Map<string, Answer | 'unreachable' | 'silent'>();
  readonly requests: SeenRequest[] = [];
  /** Paths of the live sockets opened so far. */
  readonly opened: string[] = [];
  /** Called with each request before it is answered. */
  onRequest: (request: SeenRequest) => unknown = () => undefined;
  #socket: LiveSocketEvents | undefined;

  constructor(board?: Board) {
    this.answers.set('GET /api/session', good(ADMIN));
    this.answers.set('GET /api/people', good({ people: [ADMIN.person] }));
    if (board) this.answers.set('GET /api/board', good(board));
  }

  readonly fetch: Fetch = (url, init) => {
    const method = init.method ?? 'GET';
    const [path = ''] = url.split('?');
    const request = { method, path: url, body: typeof init.body === 'string' ? JSON.parse(init.body) : undefined };
    this.requests.push(request);
    this.onRequest(request);
    const answer = this.answers.get(`${method} ${path}`) ?? refusal(404, 'not-found');
    if (answer === 'unreachable') return Promise.reject(new TypeError('no network'));
    if (answer === 'silent') return untilAborted(init.signal);
    return Promise.resolve(
      new Response(answer.status === 204 ? null : JSON.stringify(answer.body), { status: answer.status }),
    );
  };

  readonly openSocket: OpenLiveSocket = (path, events) => {
    this.opened.push(path);
    this.#socket = events;
    return () => {
      if (this.#socket === events) this.#socket = undefined;
    };
  };

  /** Whether the console holds a live socket open. */
  get isListening(): boolean {
    return this.#socket !== undefined;
  }

  /** The server says something on the live socket. */
  say(frame: LiveFrame): void {
    this.sayText(JSON.stringify(frame));
  }

  sayText(text: string): void {
    this.#socket?.onMessage(text);
  }

  /** The live socket closes. */
  hangUp(code = 1_006): void {
    this.#socket?.onClose(code);
  }
}

function untilAborted(signal: AbortSignal | null | undefined): Promise<Response> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
  });
}
