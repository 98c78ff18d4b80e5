import type { LitElement } from 'lit';

/** Puts the focus on the first field that is marked wrong, once the marks are shown. Says whether there is one. */
export async function focusFirstMistake(host: LitElement): Promise<boolean> {
  await host.updateComplete;
  const wrong = host.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
  wrong?.focus();
  return wrong !== null;
}
