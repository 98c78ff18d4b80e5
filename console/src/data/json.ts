/** The content of a JSON text, or undefined where the text is none: the schema behind decides what that means. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
