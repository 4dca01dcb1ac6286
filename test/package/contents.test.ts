import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';

/** What docs say is in the package. */
const EXAMPLES = [
  'examples/create-officer.toml',
  'examples/create-officer-policy.toml',
  'examples/delete-user.toml',
  'examples/delete-user-policy.toml',
  'examples/keys/ada.pub',
  'examples/keys/alan.pub',
  'examples/keys/grace.pub',
  'examples/pull-request/README.md',
  'examples/pull-request/github.yml',
  'examples/pull-request/gitlab.yml',
];

/** As npm prints it. */
interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

describe('the package', () => {
  let packed: Packed;
  let paths: readonly string[];

  beforeAll(() => {
    const printed = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [first] = JSON.parse(printed) as [Packed];
    packed = first;
    paths = first.files.map(({ path }) => path);
  });

  it('has at most 1.5 MB packed, with library, command line and page', () => {
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/cli/launch.cjs',
        'dist/cli/page.json.br',
        'dist/lib/index.d.ts',
        'dist/lib/index.js',
        'docs/officer.md',
        'man/mofn-sign.1',
        'man/mofn-token.5',
      ]),
    );
    expect(packed.size).toBeLessThan(1_500_000);
  });

  it('has no machine code, which is that of one Node alone', () => {
    expect(readdirSync('dist/cli').join()).toContain('.cache');
    expect(paths.filter((path) => path.includes('.cache'))).toEqual([]);
  });

  it('has the examples, and no private key among them', () => {
    const examples = paths.filter((path) => path.startsWith('examples/'));
    expect([...examples].sort()).toEqual([...EXAMPLES].sort());
    for (const path of EXAMPLES) expect(readFileSync(path, 'utf8')).not.toContain('PRIVATE');
  });
});
