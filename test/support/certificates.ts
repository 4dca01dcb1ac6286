import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { takeKey } from './keys.ts';

/**
 * A self-signed certificate, made by openssl.
 *
 * @param isAuthority whether it says that it signs others
 * @returns X.509, DER
 */
export function makeCertificate(name: string, isAuthority = true): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'mofn-certificate-'));
  try {
    const key = join(folder, 'key.pem');
    writeFileSync(key, takeKey('authority').privatePem);
    const { status, stdout, stderr } = spawnSync('openssl', [
      ...['req', '-x509', '-new', '-key', key, '-days', '3650', '-outform', 'DER'],
      ...['-subj', `/CN=${name}`, '-addext', `basicConstraints=critical,CA:${isAuthority}`],
    ]);
    if (status !== 0) throw new Error(stderr.toString());
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
