/** Namespaces of WordprocessingML: as Word writes it, and the strict form (ECMA-376). */
const WORD = new Set([
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
]);

/** Whether an element is one of WordprocessingML. */
export function isWord(namespace: string): boolean {
  return WORD.has(namespace);
}
