import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runCommand } from '../support/run-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mofn-load-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('refuses a dump in which a key stands twice, and makes no cluster', async () => {
  const dumped = await runCommand(['hsm', 'init', 'cluster', '--officers', '2'], {
    cwd: folder,
  }).then(() => runCommand(['hsm', 'dump', '--hsm', 'cluster'], { cwd: folder }));
  writeFileSync(join(folder, 'dump'), dumped.stdout.replace('{', '{"flavour":"oci",'));
  const { code, stdout, stderr } = await runCommand(['hsm', 'load', 'dump', '--hsm', 'other'], {
    cwd: folder,
  });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toContain('key "flavour" is there twice');
  expect(existsSync(join(folder, 'other'))).toBe(false);
});
