import { describe, expect, it } from 'vitest';
import { FairLock } from './fair-lock.ts';

describe('the fair lock', () => {
  it('serves in the order of asking, one at a time', async () => {
    const lock = new FairLock(10);
    const order: number[] = [];
    let inside = 0;
    const use = async (number: number): Promise<void> => {
      await lock.acquire();
      expect(++inside).toBe(1);
      await Promise.resolve();
      order.push(number);
      inside -= 1;
      lock.release();
    };
    await Promise.all([1, 2, 3, 4].map(use));
    expect(order).toEqual([1, 2, 3, 4]);
  });

  it('turns away whoever finds the queue full', async () => {
    const lock = new FairLock(1);
    await lock.acquire();
    const second = lock.acquire();
    await expect(lock.acquire()).rejects.toMatchObject({ code: 'store-unavailable' });
    lock.release();
    await expect(second).resolves.toBeUndefined();
  });

  it('closes after those who asked before, and refuses the others', async () => {
    const lock = new FairLock(5);
    await lock.acquire();
    const waiting = lock.acquire().then(() => lock.release());
    const closed = lock.close();
    await expect(lock.acquire()).rejects.toMatchObject({ code: 'store-unavailable' });
    lock.release();
    await Promise.all([waiting, closed]);
  });
});
