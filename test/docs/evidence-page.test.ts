import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';

const PAGE = readFileSync(new URL('../../docs/evidence.md', import.meta.url), 'utf8');
const work = useOfficerFolder();
const [openssl, jq] = [requireProgram('openssl'), requireProgram('jq')];

it.skipIf(!openssl.has || !jq.has)(
  `docs/evidence.md: openssl verifies a request ${openssl.label}${jq.label}`,
  () => {
    const [, commands = ''] = /^```sh by-hand\n(.*?)^```$/ms.exec(PAGE) ?? [];
    const run = (text: string): string =>
      execFileSync('bash', ['-euo', 'pipefail', '-c', text], {
        cwd: work.folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
    expect(run(commands)).toBe('Verified OK\n');
    expect(() => run(commands.replace('officer1.pub', 'officer2.pub'))).toThrow();
  },
);
