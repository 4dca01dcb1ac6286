import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
const tool = join(dirname(require.resolve('vscode-tmgrammar-test/package.json')), 'dist/unit.js');

it('the TextMate grammar colours what the test file says', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      tool,
      '--grammar',
      'editors/vscode/syntaxes/approval-file.tmLanguage.json',
      'test/editors/coloured.approval',
    ],
    { cwd: root, encoding: 'utf8' },
  );
  expect(`${stdout}${stderr}`).toMatch(/^\S+ test\/editors\/coloured.approval run success/m);
  expect(status).toBe(0);
});
