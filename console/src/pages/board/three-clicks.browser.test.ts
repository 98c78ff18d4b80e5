import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, expectText } from '../../testing/dom.ts';
import { ledgerRow, outageDetail, outageList } from '../../testing/ledger-rows.ts';
import { boardOf, deviceRow, HOUR, NOW } from '../../testing/rows.ts';
import { good, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what this test is about.
import '../ledger/ledger-page.ts';
import '../outage/outage-page.ts';

const address = location.href;
const HASH = 'a'.repeat(64);
const proof = { hash: HASH, name: 'cong-to.jpg', type: 'image/jpeg', bytes: 1_000, addedAt: NOW, addedBy: 'person_1' };
const longest = ledgerRow({ from: NOW - 30 * HOUR, until: NOW - 26 * HOUR, attachments: [proof] });
/** Yesterday in the ward. */
const YESTERDAY = `from=${Date.UTC(2026, 10, 22, 17)}&until=${Date.UTC(2026, 10, 23, 17)}`;

/** More than so many presses of Tab on one page are not "reached by keyboard". */
const MOST_TABS = 60;

let network: StandInNetwork;
/** Addresses of the links that were followed, by whatever means. */
let followed: string[];
let leave: AbortController;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  network.onRequest = ({ path }) => {
    const isAsked = path.includes(YESTERDAY) && path.includes('sort=longest');
    const rows = isAsked ? [longest, ledgerRow({ id: 'SC-2026-0411' })] : [ledgerRow({ id: 'SC-2026-0001' })];
    network.answers.set('GET /api/outages', good(outageList(rows)));
  };
  network.answers.set('GET /api/outages/SC-2026-0412', good(outageDetail(longest)));
  followed = [];
  leave = new AbortController();
  addEventListener('click', onClick, { capture: true, signal: leave.signal });
});

afterEach(() => {
  leave.abort();
  document.body.replaceChildren();
  history.replaceState(null, '', address);
});

function onClick(event: MouseEvent): void {
  if (!event.isTrusted) return;
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  followed.push(link?.getAttribute('href') ?? 'no link');
  // The file itself is the server's to give.
  if (link?.hasAttribute('download')) event.preventDefault();
}

/** The same way, by one means or another. */
async function goToProof(follow: (app: Element, link: string) => Promise<void>): Promise<void> {
  const { app } = openApp(network, '/');
  await expectText(app, 'Sự cố dài nhất hôm qua');
  await follow(app, 'ww-board-page >>> .running header a');
  await expectText(app, 'SC-2026-0412');
  await follow(app, 'ww-outage-table >>> tbody tr:first-child a');
  // Why, and what was seen, are there at once.
  await expectText(app, '“Máy văn thư” dừng đột ngột');
  await expectText(app, 'cong-to.jpg');
  await follow(app, 'ww-outage-record >>> a.file');
  await expect.poll(() => followed).toHaveLength(3);
  expect(followed).toEqual([
    '/ledger?period=yesterday&sort=longest',
    '/ledger/SC-2026-0412',
    `/api/attachments/${HASH}`,
  ]);
}

async function tabTo(app: Element, link: string): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (deepAll(app, link)[0]?.matches(':focus')) return;
    await userEvent.keyboard('{Tab}');
  }
  throw new Error(`${link} is not reached by keyboard`);
}

describe('from the board to the proof of yesterday’s longest outage', () => {
  it('is three clicks', async () => {
    await goToProof((app, link) => userEvent.click(deep(app, link)));
  });

  it('is three presses of Enter, each link reached by Tab', async () => {
    await goToProof(async (app, link) => {
      await tabTo(app, link);
      await userEvent.keyboard('{Enter}');
    });
  });
});
