import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';

const PAGE = readFileSync(new URL('../../docs/keys.md', import.meta.url), 'utf8');
const openssl = requireProgram('openssl');

/** The blocks marked `sh`, one after the other in one shell, as a reader would type them. */
it.skipIf(!openssl.has)(`docs/keys.md: its commands do what it says ${openssl.label}`, () => {
  const folder = makeOfficerFolder();
  const programs = mkdtempSync(join(tmpdir(), 'mofn-bin-'));
  try {
    symlinkSync(resolve('bin/mofn'), join(programs, 'mofn'));
    const blocks = [...PAGE.matchAll(/^```sh\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
    expect(blocks.length).toBeGreaterThan(4);
    const printed = execFileSync('bash', ['-euo', 'pipefail', '-c', `${blocks.join('')} 2>&1`], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}` },
    });
    expect(printed).toContain("HSM:     would take it as an officer's key");
    expect(printed).toContain('right: the signature is by mine.pub');
    expect(printed).toContain('registerQuorumPubKey CO officer1 ');
    expect(printed).toContain('Verified OK');
  } finally {
    for (const made of [folder, programs]) rmSync(made, { recursive: true, force: true });
  }
});
