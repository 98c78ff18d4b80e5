import { describe, expect, it } from 'vitest';
import { takeSetupToken } from './setup-token.ts';

function windowAt(address: string) {
  const url = new URL(address);
  const shown: string[] = [];
  const history = {
    replaceState: (_: unknown, __: string, path?: string | URL | null) => void shown.push(String(path)),
  };
  return { window: { location: url, history }, shown };
}

describe('takeSetupToken', () => {
  it('reads the token and takes it out of the address', () => {
    const { window, shown } = windowAt('http://localhost/setup#token=abc-DEF_123');
    expect(takeSetupToken(window)).toBe('abc-DEF_123');
    expect(shown).toEqual(['/setup']);
  });

  it('leaves other addresses alone', () => {
    const { window, shown } = windowAt('http://localhost/enrol#token=abc');
    expect(takeSetupToken(window)).toBeUndefined();
    expect(shown).toEqual([]);
  });
});
