// npm's `prepare`: builds dist/ in a clone, and where npm installs or packs from git.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const run = (script, ...words) =>
  // What npm prints goes to standard error: `npm pack --json` answers on standard output.
  execFileSync(process.execPath, [script, ...words], {
    cwd: root,
    stdio: ['ignore', 2, 'inherit'],
  });

// `npm install --global git+…`, which is how pre-commit installs a hook: npm installs the build's tools
// first, but globally too, so that they are not here (https://github.com/npm/cli/issues/8440).
const { npm_config_global: global, npm_execpath: npm } = process.env;
if (global === 'true' && npm !== undefined && !existsSync(join(root, 'node_modules/esbuild'))) {
  run(npm, 'ci', '--global=false', '--include=dev', '--ignore-scripts', '--no-progress');
}
run(join(root, 'scripts/build.mjs'));
