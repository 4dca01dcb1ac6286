// The checker page: one HTML file with one style and one script in it, which is packed, and a few lines that unpack it.
// A content security policy names all of them by their hashes. Nothing else is loaded, run or asked for, from whoever.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import { CHEVROTAIN_ALIAS } from './quicken-chevrotain.mjs';
import { listNotices, listPackages } from './third-party-notices.mjs';
import { PACKED_ID, UNPACK_SCRIPT, UNPACKER } from './unpack-script.mjs';

/** Bytes of the whole file, so that it can be mailed, and opens at once. */
export const PAGE_LIMIT = 400_000;

/** Stands for the licences of what is in the script, until it is known. */
const NOTICES_PLACE = '"@notices@"';

/** How the sources of the page become a script, for esbuild. */
export const PAGE_SETTINGS = {
  bundle: true,
  alias: CHEVROTAIN_ALIAS,
  minify: true,
  format: 'iife',
  platform: 'browser',
  // jsonc-parser's CommonJS hides what it requires.
  mainFields: ['module', 'main'],
  target: ['es2022', 'chrome105', 'firefox110', 'safari16'],
  charset: 'utf8',
  legalComments: 'none',
};

/**
 * Makes the page. The same sources give the same bytes.
 *
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {string} options.version of mofn, which the page shows
 * @returns {Promise<{ html: string, parts: object, bundles: Map<string, Map<string, number>> }>} the file; the pieces
 *   that the command line makes it of; and by file that stands in it, the bytes that it takes, as bundleCommandLine
 *   has them
 * @throws {Error} where it is larger than {@link PAGE_LIMIT}
 */
export async function buildPage({ root, version }) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { script: 'src/page/ui/main.tsx', style: 'src/page/ui/page.css' },
    outdir: 'page',
    ...PAGE_SETTINGS,
    write: false,
    metafile: true,
    define: { MOFN_VERSION: JSON.stringify(version), MOFN_NOTICES: NOTICES_PLACE },
    logLevel: 'warning',
  });
  const [script, style] = ['script.js', 'style.css'].map((name) =>
    outputFiles.find(({ path }) => path === join(root, 'page', name)).text.trim(),
  );
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const bytes = new Map(files.map(([file, { bytesInOutput }]) => [file, bytesInOutput]));
  const bundles = new Map([['page', bytes]]);
  const notices = listNotices(listPackages(bundles, root));
  const parts = writeParts(
    script.replace(NOTICES_PLACE, () => JSON.stringify(notices)),
    style,
  );
  const html = (await loadPacker(root))(parts);
  const size = Buffer.byteLength(html);
  if (size > PAGE_LIMIT) throw new Error(`the page has ${size} bytes, and may have ${PAGE_LIMIT}`);
  return { html, parts, bundles };
}

/** What the command line makes the page with. */
async function loadPacker(root) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/cli/commands/page/pack-page.ts'],
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return (await import(`data:text/javascript;base64,${code}`)).packPage;
}

/** @throws {Error} where the style would end before its end */
function writeParts(script, style) {
  if (/<\/style/i.test(style)) throw new Error('the style has what ends a style');
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(UNPACK_SCRIPT)} ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
    // Nothing in the page can make markup of a text, and only what unpacks the script makes a script of one.
    "require-trusted-types-for 'script'",
    `trusted-types ${UNPACKER}`,
  ].join('; ');
  const before = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>mofn: check approvals</title>
<style>${style}</style>
</head>
<body>
<div id="page"></div>
<noscript>This page needs JavaScript. It has all of it in itself, and loads nothing.</noscript>
<script type="text/plain" id="${PACKED_ID}">`;
  const after = `</script>
<script>${UNPACK_SCRIPT}</script>
</body>
</html>
`;
  return { before, script, after };
}

function hashOf(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
