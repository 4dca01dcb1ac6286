import type { SoftwareVersion } from '../../../../ceremony/record/record.ts';

/** Where it runs as sources, nothing has put one in. */
const OWN_VERSION = typeof MOFN_VERSION === 'string' ? MOFN_VERSION : '0.0.0';

/** The programs that keep the record. */
export function findSoftware(): readonly SoftwareVersion[] {
  return [
    { name: 'mofn', version: OWN_VERSION },
    { name: 'node', version: process.versions.node },
    { name: 'openssl', version: process.versions.openssl },
  ];
}
