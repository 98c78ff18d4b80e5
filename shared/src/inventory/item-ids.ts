/** Gives ids of equipment that follow on those in use: `TB-0001`, `TB-0002`. */
export function itemIds(used: Iterable<string>): () => string {
  let last = 0;
  for (const id of used) last = Math.max(last, Number(id.slice('TB-'.length)) || 0);
  return () => {
    last += 1;
    return `TB-${String(last).padStart(4, '0')}`;
  };
}
