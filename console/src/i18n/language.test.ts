import { afterEach, describe, expect, it } from 'vitest';
import { locale, onLanguageChange, parseLanguage, setLanguage } from './language.ts';

afterEach(() => setLanguage('vi'));

describe('language', () => {
  it('is Vietnamese unless something else was chosen', () => {
    expect(parseLanguage(undefined)).toBe('vi');
    expect(parseLanguage('fr')).toBe('vi');
    expect(parseLanguage('en')).toBe('en');
  });

  it('tells its listeners once for each change, and no more after they left', () => {
    const heard: string[] = [];
    const forget = onLanguageChange(() => heard.push(locale().language));
    setLanguage('en');
    setLanguage('en');
    setLanguage('vi');
    forget();
    setLanguage('en');
    expect(heard).toEqual(['en', 'vi']);
  });
});
