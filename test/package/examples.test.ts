import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What docs/ceremony.md says is in the package. */
const EXAMPLES = [
  'examples/create-officer.toml',
  'examples/create-officer-policy.toml',
  'examples/delete-user.toml',
  'examples/delete-user-policy.toml',
  'examples/keys/ada.pub',
  'examples/keys/alan.pub',
  'examples/keys/grace.pub',
];

it('the package has the examples, and no private key among them', () => {
  const packed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(packed) as [{ readonly files: readonly { path: string }[] }];
  const examples = files.map(({ path }) => path).filter((path) => path.startsWith('examples/'));
  expect(examples.sort()).toEqual([...EXAMPLES].sort());
  for (const path of EXAMPLES) expect(readFileSync(path, 'utf8')).not.toContain('PRIVATE');
});
