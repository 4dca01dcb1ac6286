// What a start of the executable costs, as a multiple of the same with Node beside it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fetchNode } from '../scripts/executable/fetch-node.mjs';
import { compareCommands } from './pairs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const executable = join(root, 'dist/mofn');

export const title =
  'The executable (npm run executable), as a multiple of `node bin/mofn` (medians of pairs)';

export async function run() {
  if (!existsSync(executable)) return [{ what: 'it is not made', figure: 'npm run executable' }];
  const folder = mkdtempSync(join(tmpdir(), 'mofn-bench-'));
  try {
    const same = fetchNode(root, folder);
    execFileSync('openssl', ['genrsa', '-out', join(folder, 'k'), '2048'], { stdio: 'ignore' });
    writeFileSync(join(folder, 't'), Buffer.alloc(160, 7));
    const commands = [['--version'], ['sign', 't', '--key', 'k', '--out', '-', '--quiet']];
    const nodes = [
      ['the same Node', same, 'at most 1'],
      // Another Node has another start of its own.
      [`Node ${process.versions.node}`, process.execPath, undefined],
    ];
    return nodes.flatMap(([name, node, goal]) =>
      commands.map((words) => {
        const beside = [node, join(root, 'bin/mofn'), ...words];
        const here = { cwd: folder };
        const { ratio } = compareCommands([executable, ...words], beside, {
          a: here,
          b: here,
        });
        const what = `mofn ${words[0]}, times with ${name}`;
        return { what, figure: `${ratio.toFixed(2)} ×`, goal };
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
