// What the licences of all that stands in the executable ask for: the notices of the bundles, and Node's own.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fetchNode, readPin } from './fetch-node.mjs';

/**
 * @param {string} root the project's folder, built
 * @returns {string}
 */
export function writeLicences(root) {
  const work = mkdtempSync(join(tmpdir(), 'mofn-licences-'));
  try {
    const node = readFileSync(join(dirname(dirname(fetchNode(root, work))), 'LICENSE'), 'utf8');
    const own = readFileSync(join(root, 'LICENSE'), 'utf8');
    const notices = readFileSync(join(root, 'THIRD-PARTY-NOTICES'), 'utf8');
    const rule = '='.repeat(80);
    const title = `Node.js ${readPin().version}, which runs it`;
    return [own, notices, `${title}\n\n${node}`]
      .map((text) => text.trim())
      .join(`\n\n${rule}\n\n`)
      .concat('\n');
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
