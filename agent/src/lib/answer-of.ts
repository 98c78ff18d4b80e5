import type { ClientRequest, IncomingMessage } from 'node:http';

/** The other end left HTTP for another protocol (`101`), which nobody asked it to. */
export class SwitchedProtocols extends Error {
  override readonly name = 'SwitchedProtocols';
  readonly code = 'switched-protocols';

  constructor() {
    super('the answer switches to another protocol (101)');
  }
}

/**
 * The answer to a request. Rejects with what broke it, with `SwitchedProtocols`, or when the connection closes without
 * either: a request always comes to an end with its connection. Its later errors are taken here, too.
 */
export function answerOf(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve);
    // Without a listener Node closes the connection and says nothing more; with one, it is the listener's to close.
    outgoing.once('upgrade', (_response, socket) => {
      socket.destroy();
      reject(new SwitchedProtocols());
    });
    outgoing.on('error', reject);
    outgoing.once('close', () => reject(new Error('closed without an answer')));
  });
}
