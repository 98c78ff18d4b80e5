import { createSocket, type RemoteInfo, type SocketType } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { describeError, systemCode } from '../../lib/errors.ts';

/** Longest answer that is looked at; what fits a datagram of an ordinary network, with room. Bytes. */
export const MAX_DATAGRAM_BYTES = 8_192;

type Listener = (datagram: Buffer, from: RemoteInfo) => void;

/** What the SNMP library wants of a socket. */
export interface GuardedSocket {
  on(event: 'message' | 'close' | 'error', listener: Listener): void;
  send(
    datagram: Buffer,
    offset: number,
    length: number,
    port: number,
    address: string,
    done: (error: Error | null) => void,
  ): void;
  close(): void;
  ref(): void;
  unref(): void;
}

/**
 * A UDP socket for the SNMP library that hears its one peer alone: it is connected, so that the kernel drops what
 * anybody else sends, and a closed port is told at once. The library reads answers outside of any `try`; here an answer
 * that breaks it, or is too long, is reported to `onBad` and ends nothing.
 */
export function guardedSocket(
  peer: { address: string; port: number },
  onBad: (detail: string) => void,
): { createSocket(type: SocketType): GuardedSocket } {
  const make = (): GuardedSocket => {
    const socket = createSocket(isIPv6(peer.address) ? 'udp6' : 'udp4');
    let isClosed = false;
    const connected = new Promise<void>((resolve) => socket.once('connect', resolve));
    socket.on('error', (error) => onBad(systemCode(error) === 'ECONNREFUSED' ? 'refused' : describeError(error)));
    socket.connect(peer.port, peer.address);
    return {
      on: (event, listener) => {
        // Errors are told to `onBad`.
        if (event !== 'error') socket.on(event, guarded(listener, onBad));
      },
      send: (datagram, offset, length, _port, _address, done) => {
        void connected.then(() => (isClosed ? undefined : socket.send(datagram, offset, length, done)));
      },
      close: () => {
        if (isClosed) return;
        isClosed = true;
        socket.close();
      },
      ref: () => void socket.ref(),
      unref: () => void socket.unref(),
    };
  };
  return { createSocket: make };
}

function guarded(listener: Listener, onBad: (detail: string) => void): Listener {
  return (datagram, from) => {
    // The event `close` has no datagram.
    if (datagram?.length > MAX_DATAGRAM_BYTES) {
      onBad('answer too long');
      return;
    }
    try {
      listener(datagram, from);
    } catch {
      onBad('answer is not SNMP');
    }
  };
}
