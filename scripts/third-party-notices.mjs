// The licences of all packages whose code stands in the bundles, as these licences ask for. (The tools that
// are to be had go by the dependencies of package.json, or by one bundle; these are many, and have code of
// packages that are no dependencies of who installs mofn.)
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a package calls the files that have to go with its code. */
const LEGAL_FILE = /^(licen[cs]e|copying|notice|copyright)([.-].*)?$/i;

/**
 * The packages of which something stands in the bundles.
 *
 * @param {ReadonlyMap<string, ReadonlyMap<string, number>>} bundles by name, and by file in each, the bytes that
 *   it takes there, as esbuild's metafile has them
 * @param {string} root the folder from which these paths start
 * @returns {readonly string[]} the packages' folders, each once
 */
export function listPackages(bundles, root) {
  const folders = new Set();
  for (const [file, bytes] of [...bundles.values()].flatMap((files) => [...files])) {
    if (bytes === 0) continue;
    const [folder] = /^.*node_modules\/(@[^/]+\/)?[^/]+(?=\/)/.exec(file) ?? [];
    if (folder !== undefined) folders.add(join(root, folder));
  }
  return [...folders];
}

/**
 * The text of THIRD-PARTY-NOTICES.
 *
 * @param {readonly string[]} folders of packages
 * @returns {string}
 * @throws {Error} where a package has no licence, by name and as text
 */
export function writeNotices(folders) {
  return `${HEADING}\n${listNotices(folders)}`;
}

/**
 * The same without a heading.
 *
 * @param {readonly string[]} folders of packages
 * @returns {string}
 * @throws {Error} where a package has no licence, by name and as text
 */
export function listNotices(folders) {
  const notices = folders
    .map(readNotice)
    .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
  // One version may lie in several folders.
  const once = notices.filter(({ title }, at) => title !== notices[at - 1]?.title);
  const blocks = once.map(({ title, licence, home, text }) =>
    [RULE, title, `Licence: ${licence}`, ...(home === '' ? [] : [home]), '', text, ''].join('\n'),
  );
  return blocks.join('\n');
}

const RULE = '-'.repeat(80);

const HEADING = `THIRD-PARTY NOTICES

The bundles of mofn's command line (dist/cli) and its checker page (dist/page) hold code of the packages below, each
under its own licence.
`;

function readNotice(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, license, homepage = '' } = manifest;
  const title = `${name} ${version}`;
  if (typeof license !== 'string') throw new Error(`${title} does not name its licence`);
  const texts = readdirSync(folder)
    .filter((file) => LEGAL_FILE.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  if (texts.join('') === '') throw new Error(`${title} comes without the text of its licence`);
  return { title, licence: license, home: homepage, text: texts.join('\n\n') };
}
