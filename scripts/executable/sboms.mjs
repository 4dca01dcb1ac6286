// What a release is made of, as npm tells it of the lock file, in two formats; and Node, which is in the executable.
// What npm makes up each time it is asked (numbers, the time, the folder's name) is taken from what it tells.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPin } from './fetch-node.mjs';

/**
 * @param {string} root the project's folder
 * @param {Date} day of the commit
 * @returns {readonly (readonly [kind: string, text: string])[]}
 */
export function writeSboms(root, day) {
  const { name } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return [
    ['cdx', finishCycloneDx(askNpm(root, 'cyclonedx'), name, day)],
    ['spdx', finishSpdx(askNpm(root, 'spdx'), day)],
  ];
}

function askNpm(root, format) {
  const words = ['sbom', '--package-lock-only', '--sbom-format', format];
  const limit = { maxBuffer: 1 << 26, stdio: ['ignore', 'pipe', 'inherit'] };
  return JSON.parse(execFileSync('npm', words, { cwd: root, encoding: 'utf8', ...limit }));
}

function finishCycloneDx(bom, name, day) {
  const { package: node, version, integrity } = readPin();
  const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
  bom.metadata.component.name = name;
  bom.metadata.timestamp = day.toISOString();
  bom.components.push({
    'bom-ref': `${node}@${version}`,
    type: 'application',
    name: node,
    version,
    scope: 'required',
    purl: `pkg:npm/${node}@${version}`,
    licenses: [{ license: { id: 'MIT' } }],
    hashes: [{ alg: 'SHA-512', content }],
  });
  bom.serialNumber = '';
  bom.serialNumber = `urn:uuid:${uuidOf(bom)}`;
  return `${JSON.stringify(bom, null, 2)}\n`;
}

function finishSpdx(document, day) {
  const { package: node, version, integrity } = readPin();
  const [described] = document.documentDescribes;
  const id = `SPDXRef-Package-${node}-${version}`;
  document.packages.push({
    name: node,
    SPDXID: id,
    versionInfo: version,
    downloadLocation: 'NOASSERTION',
    filesAnalyzed: false,
    licenseDeclared: 'MIT',
    externalRefs: [
      {
        referenceCategory: 'PACKAGE-MANAGER',
        referenceType: 'purl',
        referenceLocator: `pkg:npm/${node}@${version}`,
      },
    ],
    checksums: [
      {
        algorithm: 'SHA512',
        checksumValue: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex'),
      },
    ],
  });
  document.relationships.push({
    spdxElementId: id,
    relatedSpdxElement: described,
    relationshipType: 'RUNTIME_DEPENDENCY_OF',
  });
  document.creationInfo.created = day.toISOString().replace(/\.\d+Z$/, 'Z');
  const [place] = /^.*?(?=-[0-9a-f]{8}-)/.exec(document.documentNamespace);
  document.documentNamespace = '';
  document.documentNamespace = `${place}-${uuidOf(document)}`;
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A name for these bytes and no others, in the form of a random UUID (RFC 9562, 5.8: version 8). */
function uuidOf(value) {
  const hex = createHash('sha256').update(JSON.stringify(value)).digest('hex');
  const variant = ((Number.parseInt(hex[16], 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
