import { describe, expect, it } from 'vitest';
import { deep, deepText, expectAccessible, expectText, mount } from '../testing/dom.ts';
import { CommandBox } from './command-box.ts';

describe('ww-command-box', () => {
  it('shows the command as text, whatever is in it', async () => {
    const box = await mount(new CommandBox(), { command: 'echo "<b>" && true' });
    expect(deep(box, 'code').textContent).toBe('echo "<b>" && true');
    await expectAccessible(box);
  });

  it('says whether copying worked, and forgets it with the next command', async () => {
    const box = await mount(new CommandBox(), { command: 'one' });
    deep(box, 'button').click();
    await expect.poll(() => deepText(deep(box, '[role=status]'))).toMatch(/^(Đã sao chép|Không sao chép được)/);
    await expectAccessible(box);
    box.command = 'two';
    await expectText(box, 'two');
    expect(deepText(deep(box, '[role=status]'))).toBe('');
  });
});
