import type { OpenLiveSocket } from './data/live-client.ts';

/** Opens the live socket at the address that the page came from. */
export const openBrowserSocket: OpenLiveSocket = (path, events) => {
  const socket = new WebSocket(new URL(path, location.href));
  const abort = new AbortController();
  socket.addEventListener('message', (event) => events.onMessage(String(event.data)), { signal: abort.signal });
  socket.addEventListener('close', (event) => events.onClose(event.code), { signal: abort.signal });
  return () => {
    abort.abort();
    socket.close();
  };
};
