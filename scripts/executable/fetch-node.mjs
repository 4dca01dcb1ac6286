// Node for the executable, from the npm registry: the version and the hash are those of node.json. It is kept in
// node_modules/.cache, and looked at again each time that it is taken from there. Nothing of its package is run by npm.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} root the project's folder
 * @param {string} folder where to unpack it
 * @returns {string} the path of node
 * @throws {Error} where it has not the hash that it should
 */
export function fetchNode(root, folder) {
  const { package: name, version, integrity } = readPin();
  const cache = join(root, 'node_modules/.cache/mofn');
  const tarball = join(cache, `${name}-${version}.tgz`);
  if (!existsSync(tarball)) {
    mkdirSync(cache, { recursive: true });
    const words = ['pack', `${name}@${version}`, '--silent', '--pack-destination', cache];
    execFileSync('npm', words, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  const found = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`;
  if (found !== integrity)
    throw new Error(`${tarball} is not what scripts/executable/node.json names: ${found}`);
  execFileSync('tar', ['-xzf', tarball, '-C', folder, 'package/bin/node', 'package/LICENSE']);
  return join(folder, 'package/bin/node');
}

/** @returns {{ package: string, version: string, integrity: string }} */
export function readPin() {
  return JSON.parse(
    readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'node.json'), 'utf8'),
  );
}
