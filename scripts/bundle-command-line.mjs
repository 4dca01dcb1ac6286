// The command line as CommonJS bundles, of which a start reads only those that its command needs, and
// of which none repeats what is large in another.
//
// A file that is imported dynamically is a bundle of its own. So is each row of shared-bundles.mjs: the
// files in it stand there, and all bundles that use them require that one. (esbuild's own splitting makes
// a piece for each set of bundles that have files in common, so that a start would read many.)
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { placeOf, sharedBundleOf } from './shared-bundles.mjs';

/**
 * Bytes of source. What has no more, with all that it imports, is copied: to require its bundle would
 * read all else that is in there.
 */
const SMALL = 10_000;

/** Also what is small is not copied from here. */
const READ_ALWAYS = 'start';

/** They ask for import.meta.url, which CommonJS has not. */
const ASK_FOR_URL = [
  'src/cli/arguments/yargs-arguments.ts',
  'src/cli/commands/hsm/run/run.ts',
  'src/cli/commands/ceremony/run/rehearse.ts',
  'src/cli/commands/page/run.ts',
];

/**
 * Writes the bundles.
 *
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {readonly string[]} options.entries files that are bundles though nothing imports them dynamically,
 *   from the project's folder
 * @param {string} options.output folder for the bundles
 * @param {Record<string, string>} options.define constants, as esbuild takes them
 * @returns {Promise<Map<string, Map<string, number>>>} by bundle and by file in it, the bytes it takes
 */
export async function bundleCommandLine({ root, entries, output, define }) {
  const settings = {
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    supported: { 'dynamic-import': false },
    external: ['pkcs11js'],
    // jsonc-parser's CommonJS hides what it requires.
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'linked',
    metafile: true,
    define: { 'import.meta.url': 'importMetaUrl', ...define },
    logLevel: 'warning',
  };
  const { metafile } = await build({
    ...settings,
    entryPoints: entries,
    outdir: output,
    write: false,
  });
  const plan = planBundles(metafile.inputs, entries);
  plan.exports = await listExports(
    [...plan.bundles.values()].flatMap(({ shared }) => [...shared]),
    settings,
  );
  const built = await Promise.all(
    [...plan.bundles].map(([name, contents]) =>
      build({
        ...settings,
        ...(contents.shared.size === 0
          ? { entryPoints: [contents.main] }
          : { stdin: { contents: reexport(contents, metafile.inputs), resolveDir: root } }),
        inject: ASK_FOR_URL.map(bundleName).includes(name)
          ? [join(root, 'scripts/import-meta-url.mjs')]
          : [],
        outfile: join(output, `${name}.cjs`),
        plugins: [requireOtherBundles(name, plan, root)],
      }),
    ),
  );
  refuseCircles(plan.required);
  const names = [...plan.bundles.keys()];
  return new Map(built.map(({ metafile: { outputs } }, at) => [names[at], bytesByFile(outputs)]));
}

/** `src/cli/commands/sign/run.ts` becomes `commands-sign-run`, `src/signer/x.ts` becomes `signer-x`. */
function bundleName(file) {
  return file
    .replace(/^src\/(cli\/)?/, '')
    .replace(/\.ts$/, '')
    .replaceAll('/', '-');
}

/**
 * Cuts the graph of imports into bundles.
 *
 * @returns `bundles`: by name, the file that a bundle is made of, and of a shared bundle those of its
 *   files that others use; `resolve`: the file that an import leads to; `required`: by name, the bundles
 *   that a bundle requires at its beginning, filled in by the build;
 *   `homeOf`: the shared bundle that a file is taken from, by bundle that takes it
 */
function planBundles(inputs, entries) {
  const imports = Object.entries(inputs).flatMap(([importer, input]) =>
    input.imports
      .filter(({ external }) => external !== true)
      .map((found) => ({ importer, ...found })),
  );
  const large = new Set(Object.keys(inputs).filter((file) => bringsMoreThan(SMALL, file, inputs)));
  const homeOf = (file, user) => {
    const home = sharedBundleOf(file, user);
    return large.has(file) || home === READ_ALWAYS ? home : undefined;
  };
  const lazy = new Set(
    imports
      .filter(({ kind, path }) => kind === 'dynamic-import' && path.startsWith('src/'))
      .filter(({ path }) => homeOf(path) === undefined)
      .map(({ path }) => path),
  );
  const bundles = new Map();
  for (const file of [...entries, ...lazy]) {
    bundles.set(bundleName(file), { main: file, shared: new Set() });
  }
  for (const { importer, path } of imports) {
    const shared = homeOf(path);
    if (shared === undefined || sharedBundleOf(importer) === shared) continue;
    if (!bundles.has(shared)) bundles.set(shared, { shared: new Set() });
    bundles.get(shared).shared.add(path);
  }
  const resolved = new Map(
    imports.map(({ importer, original, path }) => [`${importer} ${original}`, path]),
  );
  return {
    bundles,
    homeOf,
    required: new Map(),
    resolve: (importer, words) => resolved.get(`${importer} ${words}`),
  };
}

/** Whether a file, with all that it imports, has more than so many bytes. */
function bringsMoreThan(limit, file, inputs) {
  const seen = new Set();
  const waiting = [file];
  let bytes = 0;
  while (waiting.length > 0 && bytes <= limit) {
    const next = waiting.pop();
    if (seen.has(next)) continue;
    seen.add(next);
    bytes += inputs[next].bytes;
    for (const { path, kind, external } of inputs[next].imports) {
      if (external !== true && kind !== 'dynamic-import') waiting.push(path);
    }
  }
  return bytes > limit;
}

/** By file, the names that it exports. */
async function listExports(files, settings) {
  const { metafile } = await build({
    absWorkingDir: settings.absWorkingDir,
    entryPoints: files.filter((file) => file.startsWith('src/')),
    outdir: 'unused',
    write: false,
    format: 'esm',
    metafile: true,
  });
  const outputs = Object.values(metafile.outputs);
  return new Map(outputs.map(({ entryPoint, exports }) => [entryPoint, exports]));
}

/** What stands for files of other bundles is not counted. */
function bytesByFile(outputs) {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const own = files.filter(([file]) => !file.startsWith('bundle:'));
  return new Map(own.map(([file, { bytesInOutput }]) => [file, bytesInOutput]));
}

/** The name under which a shared bundle exports one of its files. */
function exportName(file) {
  return placeOf(file).replaceAll(/\W/g, '_');
}

/** A bundle's beginning. A file that is CommonJS is handed on as it is, which its default import gives. */
function reexport({ main, shared }, inputs) {
  const line = (file) => {
    const what = inputs[file].format === 'cjs' ? '{ default as NAME }' : '* as NAME';
    return `export ${what.replace('NAME', exportName(file))} from './${file}';\n`;
  };
  const own = main === undefined ? '' : `export * from './${main}';\n`;
  return own + [...shared].sort().map(line).join('');
}

/** What stands for a file of another bundle. */
function importFrom(home, file, names) {
  if (names === undefined) return `module.exports = require('./${home}.cjs').${exportName(file)};`;
  const constants = names.map((name) => `export const ${name} = file.${name};\n`);
  return `import { ${exportName(file)} as file } from './${home}.cjs';\n${constants.join('')}`;
}

/** Imports of what stands in another bundle become requires of that one. */
function requireOtherBundles(own, { exports, homeOf, resolve, required }, root) {
  const others = new Set();
  required.set(own, others);
  return {
    name: 'require-other-bundles',
    setup(builder) {
      builder.onResolve({ filter: /.*/ }, ({ path, importer, kind, namespace }) => {
        if (namespace === 'bundle') return { path, external: true };
        const from = relative(root, importer);
        const file = resolve(from, path);
        if (file === undefined) return undefined;
        const lazy = kind === 'dynamic-import';
        const home = homeOf(file, lazy ? undefined : own);
        if (sharedBundleOf(file) === own) return undefined;
        if (!lazy && home !== undefined) others.add(home);
        if (home === undefined) {
          return lazy && file.startsWith('src/')
            ? { path: `./${bundleName(file)}.cjs`, external: true }
            : undefined;
        }
        return { path: file, namespace: 'bundle', pluginData: home, sideEffects: false };
      });
      builder.onLoad({ filter: /.*/, namespace: 'bundle' }, ({ path, pluginData: home }) => ({
        contents: importFrom(home, path, exports.get(path)),
      }));
    },
  };
}

/** In a circle, a bundle would see another whose exports are not there yet. */
function refuseCircles(required) {
  const visit = (name, path) => {
    if (path.includes(name)) throw new Error(`bundles in a circle: ${[...path, name].join(' ')}`);
    for (const next of required.get(name) ?? []) visit(next, [...path, name]);
  };
  for (const name of required.keys()) visit(name, []);
}
