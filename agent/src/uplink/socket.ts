import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { Agent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { LIMITS } from '@wardwatch/shared/protocol';
import { WebSocket } from 'ws';
import { describeError } from '../lib/errors.ts';
import { countedAgent } from '../lib/line-use.ts';
import type { ServerAccess } from './http.ts';
import type { Link, LinkEnd, LinkEvents, OpenLink } from './link.ts';
import { endpoint } from './trust.ts';

const HANDSHAKE_TIMEOUT_MS = 10_000;

/** Connections by WebSocket. Certificates are always verified; the last good address serves while DNS is dead. */
export function socketLinks(access: ServerAccess): OpenLink {
  const url = endpoint(access.server, '/agent/socket');
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const lookup = rememberingLookup();
  const isSecure = url.protocol === 'wss:';
  const agent = access.use && countedAgent(isSecure ? new SecureAgent() : new Agent(), access.use, isSecure);
  return (events) => {
    const socket = new WebSocket(url, {
      maxPayload: LIMITS.frameBytes,
      perMessageDeflate: false,
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
      headers: { 'user-agent': `wardwatch-agent/${access.agentVersion}` },
      lookup,
      ...(access.ca === undefined ? {} : { ca: access.ca }),
      ...(agent ? { agent } : {}),
    });
    return attach(socket, events);
  };
}

function attach(socket: WebSocket, events: LinkEvents): Link {
  let trouble: Omit<LinkEnd, 'code'> | undefined;
  socket.once('open', () => events.opened());
  socket.on('message', (data, isBinary) => {
    // A binary frame is not of this protocol; a text arrives as one buffer.
    if (!isBinary && Buffer.isBuffer(data)) events.text(data.toString('utf8'));
  });
  socket.on('unexpected-response', (request, response) => {
    const httpStatus = response.statusCode ?? 0;
    trouble = { reason: `the server answered ${httpStatus} instead of opening a WebSocket`, httpStatus };
    request.destroy();
    response.destroy();
    // Without the default handling of `ws`, nothing else ends the attempt.
    socket.terminate();
  });
  socket.on('error', (error) => {
    trouble ??= { reason: describeError(error) };
  });
  socket.once('close', (code, reason) => {
    events.closed({ code, ...(trouble ?? { reason: reason.toString('utf8').slice(0, 200) }) });
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    get bufferedBytes() {
      return socket.bufferedAmount;
    },
    close: () => socket.close(1000),
    terminate: () => socket.terminate(),
  };
}

/** The system's lookup; when it fails, the addresses that worked last. */
function rememberingLookup(): LookupFunction {
  let known: string | LookupAddress[] | undefined;
  let family: number | undefined;
  return (hostname, options, callback) => {
    systemLookup(hostname, options, (error, address, foundFamily) => {
      if (error && known !== undefined) {
        callback(null, known, family);
        return;
      }
      if (!error) [known, family] = [address, foundFamily];
      callback(error, address, foundFamily);
    });
  };
}
