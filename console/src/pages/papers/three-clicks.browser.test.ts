import { userEvent } from 'vitest/browser';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../../testing/app.ts';
import { deep, deepAll, expectText } from '../../testing/dom.ts';
import { paperDetail, reportHead } from '../../testing/paper-rows.ts';
import { boardOf, deviceRow } from '../../testing/rows.ts';
import { good, StandInNetwork } from '../../testing/stand-in-network.ts';
// Loaded beforehand: how fast a page's file comes is not what this test is about.
import '../board/board-page.ts';
import './paper-page.ts';
import './papers-page.ts';

const address = location.href;

/** More than so many presses of Tab on one page are not "reached by keyboard". */
const MOST_TABS = 60;

let network: StandInNetwork;
/** What was pressed, by whatever means: the address of a link, or a button's words. */
let pressed: string[];
let leave: AbortController;

beforeEach(() => {
  network = new StandInNetwork(boardOf([deviceRow()]));
  network.answers.set('GET /api/papers', good({ papers: [] }));
  network.answers.set('GET /api/reports', good({ reports: [reportHead()] }));
  network.answers.set('GET /api/prices', good({ prices: [] }));
  network.answers.set('POST /api/papers', good(paperDetail()));
  network.answers.set('GET /api/papers/VBN-2026-0001', good(paperDetail()));
  pressed = [];
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
  const target = event
    .composedPath()
    .find((node) => node instanceof HTMLAnchorElement || node instanceof HTMLButtonElement);
  if (target instanceof HTMLButtonElement) pressed.push(target.textContent.trim());
  if (!(target instanceof HTMLAnchorElement)) return;
  pressed.push(target.getAttribute('href') ?? 'no link');
  // The file itself is the server's to give.
  if (target.hasAttribute('download')) event.preventDefault();
}

/** The same way, by one means or another. */
async function goToFile(press: (app: Element, target: string) => Promise<void>): Promise<void> {
  const { app } = openApp(network, '/');
  await expectText(app, 'Máy văn thư');
  await press(app, 'ww-app-header >>> a[href="/papers"]');
  await expectText(app, 'Tờ trình kinh phí quý IV năm 2026');
  await press(app, 'ww-paper-maker >>> button.primary');
  // The draft is there with its figures, and its file one press away.
  await expectText(app, '03 sự cố');
  await press(app, 'ww-paper-page >>> .actions a.primary');
  await expect.poll(() => pressed).toHaveLength(3);
  expect(pressed).toEqual(['/papers', 'Tờ trình kinh phí quý IV năm 2026', '/api/papers/VBN-2026-0001/docx']);
  const made = network.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);
  expect(made).toEqual([{ kind: 'budget-request', period: '2026-q4', reportId: 'BC-0001' }]);
}

async function tabTo(app: Element, target: string): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (deepAll(app, target)[0]?.matches(':focus')) return;
    await userEvent.keyboard('{Tab}');
  }
  throw new Error(`${target} is not reached by keyboard`);
}

describe('from the board to the finished draft of the quarter’s budget request', () => {
  it('is three clicks, the file included', async () => {
    await goToFile((app, target) => userEvent.click(deep(app, target)));
  });

  it('is three presses of Enter, each reached by Tab', async () => {
    await goToFile(async (app, target) => {
      await tabTo(app, target);
      await userEvent.keyboard('{Enter}');
    });
  });
});
