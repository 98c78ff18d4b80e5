import { describe, expect, it } from 'vitest';
import { locale } from '../i18n/language.ts';
import { deviceRow, NOW } from '../testing/rows.ts';
import { factLabel, factStates, NO_NAMES, statedFacts } from './fact-words.ts';

const since = NOW;
const t = () => locale().messages;
const names = {
  service: (id: string) => (id === 'portal' ? 'Cổng dịch vụ công' : undefined),
  watched: () => undefined,
};

describe('facts in words', () => {
  it('calls a service by its name, and by its id where it has none any more', () => {
    expect(factLabel('service:portal', names, t())).toBe('Cổng dịch vụ công');
    expect(factLabel('service:old', names, t())).toBe('Dịch vụ old');
    expect(factLabel('watched:switch', NO_NAMES, t())).toBe('Thiết bị được theo dõi switch');
  });

  it('says what a fact of a family is about, in the order of the chain', () => {
    const { facts } = deviceRow({
      facts: {
        'watched:switch': { value: 'up', since },
        'service:portal': { value: 'down', since },
        ups: { value: 'low', since },
        provider: { value: 'up', since },
        hub: { value: 'up', since },
      },
    });
    expect(factStates(facts, statedFacts(facts), names, t()).map(({ words, tone }) => [words, tone])).toEqual([
      ['Tới được mạng nhà cung cấp', 'calm'],
      ['UPS sắp cạn', 'warning'],
      ['Cổng dịch vụ công: không truy cập được', 'danger'],
      ['Thiết bị được theo dõi switch: có trả lời', 'calm'],
    ]);
  });
});
