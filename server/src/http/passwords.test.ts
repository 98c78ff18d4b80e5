import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './passwords.ts';

describe('passwords', () => {
  it('knows the right password in any Unicode form, and no other', async () => {
    const hash = await hashPassword('mật khẩu dài'.normalize('NFC'));
    expect(hash).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(await verifyPassword('mật khẩu dài'.normalize('NFD'), hash)).toBe(true);
    expect(await verifyPassword('mat khau dai', hash)).toBe(false);
  });

  it('never gives the same hash twice, and refuses a hash that it cannot read', async () => {
    const [one, two] = await Promise.all([hashPassword('0123456789'), hashPassword('0123456789')]);
    expect(one).not.toBe(two);
    expect(await verifyPassword('0123456789', 'plain:0123456789')).toBe(false);
  });
});
