import { describe, expect, it } from 'vitest';
import { matchPath } from './router.ts';

describe('matchPath', () => {
  it('gives the parts that a pattern leaves open, decoded', () => {
    expect(matchPath('/devices/:id', '/devices/dev_1')).toEqual({ id: 'dev_1' });
    expect(matchPath('/devices/:id', '/devices/m%C3%A1y%2F1')).toEqual({ id: 'máy/1' });
    expect(matchPath('/', '/')).toEqual({});
    expect(matchPath('/enrol', '/enrol/')).toEqual({});
  });

  it('refuses another path, also one that cannot be decoded', () => {
    expect(matchPath('/devices/:id', '/devices')).toBeUndefined();
    expect(matchPath('/devices/:id', '/devices/a/b')).toBeUndefined();
    expect(matchPath('/devices/:id', '/devices/%E0%A4%A')).toBeUndefined();
    expect(matchPath('/', '/enrol')).toBeUndefined();
  });
});
