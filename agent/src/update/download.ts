import type { IncomingMessage } from 'node:http';
import type { ServerAccess } from '../uplink/http.ts';
import { endpoint } from '../uplink/trust.ts';

/** A server that says nothing for so long is given up, milliseconds. */
const SILENCE_MS = 20_000;

/**
 * Fetches one file of the server's downloads. Rejects where there is none, where it is larger than `maxBytes`, or where
 * the server falls silent. What it is worth is for the caller to judge: nothing here trusts it.
 */
export async function download(fileName: string, access: ServerAccess, maxBytes: number): Promise<Buffer> {
  const url = endpoint(access.server, `/agent/download/${encodeURIComponent(fileName)}`);
  const { get } = await (url.protocol === 'https:' ? import('node:https') : import('node:http'));
  const options = {
    headers: { 'user-agent': `wardwatch-agent/${access.agentVersion}` },
    timeout: SILENCE_MS,
    ...(access.ca === undefined ? {} : { ca: access.ca }),
  };
  return new Promise((resolve, reject) => {
    const request = get(url, options, (response) => {
      if (response.statusCode === 200) readBounded(response, maxBytes).then(resolve, reject);
      else {
        response.resume();
        reject(new Error(`the server answered ${response.statusCode} for ${fileName}`));
      }
    });
    request.once('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', reject);
  });
}

async function readBounded(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const buffer = Buffer.from(chunk);
    bytes += buffer.length;
    if (bytes > maxBytes) throw new Error(`the answer is larger than ${maxBytes} bytes`);
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
}
