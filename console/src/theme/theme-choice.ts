/** How the console is lit: as the system says, or as the reader chose. */
export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

/** The choice that a stored text stands for; anything else is `system`. */
export function parseThemeChoice(text: string | undefined): ThemeChoice {
  return THEME_CHOICES.find((choice) => choice === text) ?? 'system';
}

/** Puts the choice on the document's root, where the tokens look for it. */
export function applyTheme(root: HTMLElement, choice: ThemeChoice): void {
  if (choice === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = choice;
}
