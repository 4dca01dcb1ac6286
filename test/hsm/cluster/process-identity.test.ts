import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { describe, expect, it } from 'vitest';

import { identifyProcess, isProcessAlive } from '../../../src/hsm/cluster/process-identity.ts';

describe('a process', () => {
  const own = identifyProcess();

  it('is alive while it runs', () => {
    expect(own.pid).toBe(process.pid);
    expect(isProcessAlive(own)).toBe(true);
  });

  it('is not taken for a later one of the same number', () => {
    expect(isProcessAlive({ ...own, startTime: `${Number(own.startTime) - 1}` })).toBe(false);
  });

  it('does not outlive a boot', () => {
    expect(isProcessAlive({ ...own, bootId: 'another' })).toBe(false);
  });

  it('counts as alive where it cannot be seen, in another namespace', () => {
    expect(isProcessAlive({ ...own, pidNamespace: 'pid:[1]', pid: 999_999_999 })).toBe(true);
  });

  it('is dead once it was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const pid = child.pid ?? 0;
    const stat = await import('node:fs').then((fs) =>
      fs.readFileSync(`/proc/${pid}/stat`, 'latin1'),
    );
    const identity = { ...own, pid, startTime: stat.split(' ')[21] ?? '' };
    expect(isProcessAlive(identity)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isProcessAlive(identity)).toBe(false);
  });
});
