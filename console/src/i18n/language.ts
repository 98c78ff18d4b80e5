import { en } from './en.ts';
import { type Format, formatFor } from './format.ts';
import { type Messages, vi } from './vi.ts';

/** Languages of the console, the first by default. */
export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language in its own words, for the switch. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { vi: 'Tiếng Việt', en: 'English' };

/** A language with its sentences and its way to write figures. */
export interface Locale {
  language: Language;
  messages: Messages;
  format: Format;
}

const locales: Readonly<Record<Language, Locale>> = {
  vi: { language: 'vi', messages: vi, format: formatFor('vi-VN', vi.duration) },
  en: { language: 'en', messages: en, format: formatFor('en-GB', en.duration) },
};

const listeners = new Set<() => void>();
let current: Locale = locales.vi;

/** The language that a stored text stands for; anything else is Vietnamese. */
export function parseLanguage(text: string | undefined): Language {
  return LANGUAGES.find((language) => language === text) ?? 'vi';
}

/** The locale in use: one for the whole page, as the page's `lang` is. */
export function locale(): Locale {
  return current;
}

/** Changes the language of everything on the page. */
export function setLanguage(language: Language): void {
  if (current.language === language) return;
  current = locales[language];
  for (const listener of listeners) listener();
}

/** Calls back after each change of language. The returned function ends that. */
export function onLanguageChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
