import { EVIDENCE_KINDS, type EvidenceKind } from '@wardwatch/shared/model';
import { afterEach, describe, expect, it } from 'vitest';
import { type Language, LANGUAGES, locale, setLanguage } from '../i18n/language.ts';
import { MINUTE, NOW } from '../testing/rows.ts';
import { evidenceWords } from './evidence-words.ts';
import type { Names } from './outage-words.ts';

const names: Names = {
  device: (id) => (id === 'dev_1' ? 'Máy văn thư' : undefined),
  service: (id) => (id === 'portal' ? 'Cổng dịch vụ công' : undefined),
  watched: () => undefined,
  site: (id) => (id === 'site_2' ? 'Nhà văn hóa tổ 2' : undefined),
  person: (id) => id,
};

function say(kind: EvidenceKind, more: object = {}): string {
  const { messages, format } = locale();
  return evidenceWords({ kind, at: NOW, ...more }, names, messages, format);
}

afterEach(() => setLanguage('vi'));

describe('evidenceWords', () => {
  const everyKind = LANGUAGES.flatMap((language) =>
    EVIDENCE_KINDS.map((kind): [Language, EvidenceKind] => [language, kind]),
  );

  it.each(everyKind)('has a whole sentence in %s for %s, with all and with nothing known', (language, kind) => {
    setLanguage(language);
    const full = say(kind, { until: NOW + MINUTE, deviceId: 'dev_1', siteId: 'site_2', text: 'chữ' });
    for (const sentence of [full, say(kind)]) {
      expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
      expect(sentence).not.toMatch(/undefined|null|\(\)|“”| {2}/);
    }
  });

  it('names the device, the site and the second at which it was seen', () => {
    expect(say('mains-off', { deviceId: 'dev_1' })).toBe(
      'Lúc 24/11/2026 10:42:00, “Máy văn thư” báo mất điện lưới, chuyển sang ắc quy (pin).',
    );
    expect(say('neighbour-powerless', { siteId: 'site_2', text: 'feeder' })).toBe(
      'Lúc 24/11/2026 10:42:00, “Nhà văn hóa tổ 2” cũng mất điện lưới (chung lộ điện).',
    );
  });

  it('says the date of the end only where it is another day', () => {
    expect(say('unclean-stop', { deviceId: 'dev_1', until: NOW + MINUTE })).toContain('đến 10:43:00 mới');
    expect(say('unclean-stop', { deviceId: 'dev_1', until: NOW + 1440 * MINUTE })).toContain('đến 25/11/2026 10:42:00');
  });

  it('says codes in words, and the id of what is gone', () => {
    expect(say('clean-stop', { deviceId: 'dev_1', text: 'shutdown' })).toContain('(tắt máy)');
    expect(say('server-blind', { text: 'stopped' })).toContain('không chạy');
    expect(say('server-blind', { text: 'canaries' })).toContain('mất mạng của chính nó');
    expect(say('boot', { deviceId: 'dev_9' })).toContain('“dev_9”');
  });

  it('calls a service by its name, and keeps how it failed', () => {
    expect(say('service-down', { text: 'portal: timeout' })).toContain('(Cổng dịch vụ công: timeout)');
    expect(say('service-up', { text: 'old' })).toContain('(old)');
  });
});
