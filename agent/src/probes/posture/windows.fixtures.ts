/**
 * What Windows machines might answer to the questions about posture. All of these are constructed after Microsoft's
 * documentation of the classes and interfaces asked, none is recorded from a real machine.
 */

const NOW = Date.UTC(2026, 10, 24, 12);
const DAY = 86_400_000;

/** The moment at which these machines answer. */
export const ANSWERED_AT = NOW;

/** An office PC in good order: Windows 11 Pro 24H2 in English. */
export const ENGLISH_11 = {
  os: [{ build: 26_100, type: 1, edition: 'Professional', release: '24H2', installed: NOW - 400 * DAY }],
  firmware: [Date.UTC(2024, 2, 1)],
  searched: [NOW - DAY],
  pending: [{ all: 3, security: 1 }],
  updated: [NOW - 12 * DAY],
  reboot: [false],
  antivirus: [{ name: 'Windows Defender', state: 397_568 }],
  firewalls: [],
  defender: [{ on: true, live: true, signatures: NOW - DAY }],
  service: [4],
  profiles: [1, 1, 1],
  bitlocker: [1],
  shell: [1],
  disks: [
    { health: 0, bus: 17 },
    { health: 5, bus: 7 },
  ],
  clock: [0],
};

/** The same machine in Vietnamese: the one thing in which it may differ is the name of a product. */
export const VIETNAMESE_11 = {
  ...ENGLISH_11,
  antivirus: [{ name: 'Phần mềm Chống Vi-rút của Bộ bảo vệ Microsoft', state: 397_568 }],
};

/** An old PC of a ward: Windows 10 Home 22H2, another antivirus, a disk that fails, a clock that nobody sets. */
export const OLD_10 = {
  ...ENGLISH_11,
  os: [{ build: 19_045, type: 1, edition: 'Core', release: '22H2', installed: NOW - 900 * DAY }],
  firmware: [Date.UTC(2015, 5, 30)],
  updated: [NOW - 410 * DAY],
  reboot: [true],
  antivirus: [
    { name: 'Windows Defender', state: 393_472 },
    { name: 'Bkav Pro – Diệt vi-rút', state: 266_240 },
  ],
  profiles: [1, 0, 1],
  bitlocker: null,
  shell: [2],
  disks: [{ health: 2, bus: 11 }],
  clock: [3],
};

/** A server whose Defender was removed; it has no Security Center. */
export const SERVER_WITHOUT_DEFENDER = {
  ...ENGLISH_11,
  os: [{ build: 20_348, type: 3, edition: 'ServerStandard', release: '21H2', installed: NOW - 700 * DAY }],
  antivirus: null,
  firewalls: null,
  defender: null,
  bitlocker: [],
  shell: [],
};

/** A machine that lets the service ask nothing but the registry. */
export const DENIED = {
  ...Object.fromEntries(Object.keys(ENGLISH_11).map((name) => [name, null])),
  os: ENGLISH_11.os,
};

/** An answer as the script writes it: ASCII, all else escaped. */
export function written(answers: object): string {
  const json = JSON.stringify(answers).replace(
    /[^\x20-\x7e]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `<<wardwatch ${json} wardwatch>>`;
}
