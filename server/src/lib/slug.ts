/** Longest id that is made of a name; room is left for a number. */
const MAX_LENGTH = 36;

/**
 * An id of a name: `Cổng dịch vụ công` becomes `cong-dich-vu-cong`, and with a number where that is taken. Names
 * without a Latin letter become `fallback`.
 */
export function slugOf(name: string, isTaken: (id: string) => boolean, fallback = 'muc'): string {
  const folded = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[đĐ]/g, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replaceAll(/^-+|-+$/g, '');
  const base = folded === '' ? fallback : folded;
  if (!isTaken(base)) return base;
  for (let number = 2; ; number++) {
    const id = `${base}-${number}`;
    if (!isTaken(id)) return id;
  }
}
