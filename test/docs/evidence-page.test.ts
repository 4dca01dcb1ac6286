import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';

const PAGE = readFileSync(new URL('../../docs/evidence.md', import.meta.url), 'utf8');
const work = useOfficerFolder();
const [openssl, jq] = [requireProgram('openssl'), requireProgram('jq')];

/** The commands of a block, as ```` ```sh NAME ```` begins it. */
function blockOf(name: string): string {
  const [, commands] = new RegExp(`^\`\`\`sh ${name}\n(.*?)^\`\`\`$`, 'ms').exec(PAGE) ?? [];
  if (commands === undefined) throw new Error(`no block ${name}`);
  return commands;
}

function run(commands: string): string {
  return execFileSync('bash', ['-euo', 'pipefail', '-c', commands], {
    cwd: work.folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${resolve('bin')}${delimiter}${process.env['PATH'] ?? ''}` },
  });
}

describe('docs/evidence.md', () => {
  it.skipIf(!openssl.has || !jq.has)(
    `openssl verifies a request ${openssl.label}${jq.label}`,
    () => {
      const commands = blockOf('by-hand');
      expect(run(commands)).toBe('Verified OK\n');
      expect(() => run(commands.replace('officer1.pub', 'officer2.pub'))).toThrow();
    },
  );

  it('a digest is read over the telephone', () => {
    const commands = blockOf('telephone');
    expect(run(commands)).toMatch(/\nagrees: 32 words, those of the SHA-256 of "request\.json"\n$/);
    const another = commands.replace('compare request.json', 'compare approval.txt');
    expect(() => run(another)).toThrow();
  });
});
