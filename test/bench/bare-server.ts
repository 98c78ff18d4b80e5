/** What a WebSocket server costs that only parses a frame and answers it: the yardstick for the intake. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

const http = createServer();
const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, clientTracking: false });
sockets.on('connection', (socket) => {
  socket.send(
    JSON.stringify({ t: 'challenge', nonce: 'x'.repeat(43), serverTime: Date.now(), protocol: { min: 1, max: 1 } }),
  );
  socket.on('message', (data) => {
    const frame = JSON.parse((data as Buffer).toString()) as { t: string; to: number };
    if (frame.t === 'batch') socket.send(JSON.stringify({ t: 'ack', upTo: frame.to, credits: 1 }));
    else socket.send(JSON.stringify({ t: 'welcome', acknowledged: 0, credits: 4 }));
  });
});
http.listen(0, '127.0.0.1');
await once(http, 'listening');
console.log(`http://127.0.0.1:${(http.address() as AddressInfo).port}`);
