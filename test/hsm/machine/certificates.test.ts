import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { createMemoryCluster } from '../../../src/hsm/cluster/cluster.ts';
import { requireProgram } from '../../support/requirements.ts';

const openssl = requireProgram('openssl');
const TYPES = [1, 2, 4, 8, 16];

const folder = mkdtempSync(join(tmpdir(), 'mofn-certificates-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What each server of a cluster answers for each type. */
async function askAll(seed: string): Promise<readonly (readonly string[])[]> {
  const { servers } = createMemoryCluster({ seed });
  return Promise.all(
    servers.map((server) =>
      Promise.all(
        TYPES.map(async (type) => {
          const reply = await server.execute({ op: 'getCertificate', type });
          return reply.ok ? reply.certificate : reply.error;
        }),
      ),
    ),
  );
}

const asked = await askAll('one');
for (const [server, certificates] of asked.entries()) {
  for (const [at, pem] of certificates.entries()) {
    writeFileSync(join(folder, `${server}-${TYPES[at]}.pem`), pem);
  }
}

/** All that openssl prints, whether it says yes or no. */
function run(...args: readonly string[]): string {
  try {
    return execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (thrown) {
    const { stdout, stderr } = thrown as { stdout: string; stderr: string };
    return stdout + stderr;
  }
}

describe('the certificates of an HSM', () => {
  it.skipIf(!openssl.has)(`lead to their roots, as openssl sees it ${openssl.label}`, () => {
    const strict = ['verify', '-x509_strict', '-CAfile'];
    for (const server of [0, 1]) {
      expect(run(...strict, `${server}-1.pem`, `${server}-2.pem`)).toBe(`${server}-2.pem: OK\n`);
      expect(run(...strict, `${server}-4.pem`, `${server}-8.pem`)).toBe(`${server}-8.pem: OK\n`);
      const chain = ['-untrusted', `${server}-2.pem`, `${server}-16.pem`];
      expect(run(...strict, `${server}-1.pem`, ...chain)).toBe(`${server}-16.pem: OK\n`);
    }
    expect(run(...strict, '0-1.pem', '0-8.pem')).toMatch(/unable to get local issuer certificate/);
    expect(run(...strict, '0-1.pem', '-untrusted', '1-2.pem', '0-16.pem')).toMatch(/unable to get/);
  });

  it.skipIf(!openssl.has)(`say whose they are ${openssl.label}`, () => {
    const names = TYPES.map((type) => run('x509', '-in', `0-${type}.pem`, '-noout', '-subject'));
    for (const name of names) expect(name).toMatch(/^subject=CN ?= ?mofn emulator: /);
    const times = run('x509', '-in', '0-8.pem', '-noout', '-dates');
    expect(times).toBe('notBefore=Jan  1 00:00:00 1970 GMT\nnotAfter=Dec 31 23:59:59 9999 GMT\n');
  });

  it('are the same for one seed, and those of a cluster have the roots in common', async () => {
    expect(await askAll('one')).toEqual(asked);
    const [[ofOne = [], ofOther = []], [ofAnother = []]] = [asked, await askAll('two')];
    const same = TYPES.filter((_, at) => ofOne[at] === ofOther[at]);
    expect(same).toEqual([1, 4]);
    expect(TYPES.filter((_, at) => ofOne[at] === ofAnother[at])).toEqual([1]);
  });

  it('are of five types', async () => {
    const [server] = createMemoryCluster({}).servers;
    const replies = [0, 3, 32, 1.5, Number.NaN].map((type) =>
      server?.execute({ op: 'getCertificate', type }),
    );
    for (const reply of await Promise.all(replies)) {
      expect(reply).toMatchObject({ ok: false, error: 'RET_INVALID_INPUT' });
    }
  });
});
