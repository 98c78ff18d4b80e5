import { describe, expect, it } from 'vitest';
import { preferencesIn } from './preferences.ts';

describe('preferences', () => {
  it('work without a storage that the browser blocks', () => {
    const preferences = preferencesIn(() => {
      throw new DOMException('blocked', 'SecurityError');
    });
    expect(() => preferences.write('theme', 'dark')).not.toThrow();
    expect(preferences.read('theme')).toBeUndefined();
  });
});
