/** Copies a text. Resolves with whether it is on the clipboard; it never rejects. */
export async function copyText(text: string): Promise<boolean> {
  // Over plain HTTP on a LAN a browser offers no clipboard; the old command still copies what is selected.
  if (!('clipboard' in navigator)) return copySelected(text);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copySelected(text),
  );
}

function copySelected(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    // Some browsers throw in place of answering; either way nothing was copied.
    return false;
  } finally {
    area.remove();
    if (before instanceof HTMLElement) before.focus();
  }
}
