import { FakeClock } from '@wardwatch/shared/lib';
import { describe, expect, it } from 'vitest';
import { ledgerRow, outageList } from '../testing/ledger-rows.ts';
import { good, refusal, StandInNetwork } from '../testing/stand-in-network.ts';
import { ApiClient } from './api-client.ts';

function setUp() {
  const network = new StandInNetwork();
  const api = new ApiClient({ fetch: network.fetch, clock: new FakeClock({ wall: 0 }), onSignedOut: () => undefined });
  return { network, ledger: api.ledger };
}

describe('LedgerApi', () => {
  it('gives checked rows', async () => {
    const { network, ledger } = setUp();
    network.answers.set('GET /api/outages', good(outageList([ledgerRow()])));
    await expect(ledger.outages('from=1&until=2')).resolves.toMatchObject({ ok: true, value: { total: 1 } });
    expect(network.requests[0]?.path).toBe('/api/outages?from=1&until=2');
  });

  it('hands over the row as it is now where it was revised meanwhile', async () => {
    const { network, ledger } = setUp();
    const row = ledgerRow({ revisionNumber: 3 });
    network.answers.set('POST /api/outages/SC-2026-0412/actions', refusal(409, 'row-revised', { row }));
    const result = await ledger.act(row.id, { action: 'note', basedOn: 2, text: 'x' });
    expect(result).toMatchObject({ ok: false, failure: { code: 'row-revised', row: { revisionNumber: 3 } } });
  });

  it('sends a file as it is, with its type, its name and the revision that was seen', async () => {
    const network = new StandInNetwork();
    const sent: RequestInit[] = [];
    const api = new ApiClient({
      fetch: (url, init) => {
        sent.push(init);
        return network.fetch(url, init);
      },
      clock: new FakeClock({ wall: 0 }),
      onSignedOut: () => undefined,
    });
    network.answers.set('POST /api/outages/SC-2026-0412/attachments', good({}));
    const file = new File(['ảnh'], 'ảnh 1.png', { type: 'image/png' });
    await expect(api.ledger.attach('SC-2026-0412', file, 2)).resolves.toEqual({ ok: true, value: true });
    expect(network.requests[0]?.path).toBe('/api/outages/SC-2026-0412/attachments?name=%E1%BA%A3nh+1.png&basedOn=2');
    expect(sent[0]?.body).toBe(file);
    expect(sent[0]?.headers).toMatchObject({ 'content-type': 'image/png' });
  });
});
