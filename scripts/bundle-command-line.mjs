// The command line as CommonJS bundles, of which a start reads only those that its command needs, and
// of which none repeats what is large in another.
//
// A file that is imported dynamically is a bundle of its own. So is each row of shared-bundles.mjs: the
// files in it stand there, and all bundles that use them require that one, or have a copy of what they need. (esbuild's own splitting makes
// a piece for each set of bundles that have files in common, so that a start would read many.)
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { runInThisContext } from 'node:vm';
import { build } from 'esbuild';
import { minifySync } from 'rolldown/utils';
import { functionsOf, importFrom, listNames } from './import-from-bundle.mjs';
import { CHEVROTAIN_ALIAS, quickenChevrotain } from './quicken-chevrotain.mjs';
import { isDeferred, isStartedOften, sharedBundleOf } from './shared-bundles.mjs';

/**
 * Bytes of source. What has no more, with all that it imports, is copied: to require its bundle would
 * read all else that is in there.
 */
const SMALL = 10_000;

/** Also what is small is not copied from here. */
const READ_ALWAYS = 'start';

/** What this many bundles would have copies of stands in one that they require. */
const MANY = 3;

/** The bundle of what many have in common. It requires none but what every start has read. */
const COMMON = 'common';

/** It has yargs in it, which asks for import.meta.url. CommonJS has none. */
const ASKS_FOR_URL = 'arguments-yargs-arguments';

/** They begin what they are for as soon as they are loaded. */
const STARTS = new Set(['launch', 'launch-executable']);

/** All others are loaded by bin/mofn and src/cli/load-bundle.ts. */
const LOADED_BY_NODE = new Set(['launch-executable', 'load-bundle']);

const MODULE_FUNCTION = ['(function (exports, require, module, __filename, __dirname) {', '})'];

/** What Node has loaded when it runs the first file. */
const LOADED_ALREADY = new Set(['node:fs', 'node:path', 'node:url', 'node:vm']);

/**
 * Writes the bundles.
 *
 * @param {object} options
 * @param {string} options.root the project's folder
 * @param {readonly string[]} options.entries files that are bundles though nothing imports them dynamically,
 *   from the project's folder
 * @param {string} options.output folder for the bundles
 * @param {Record<string, string>} options.define constants, as esbuild takes them
 * @param {boolean} [options.maps] whether to write, beside each bundle, NAME.cjs.map, from its places to those in the
 *   sources
 * @returns {Promise<Map<string, Map<string, number>>>} by bundle and by file in it, the bytes it takes
 */
export async function bundleCommandLine({ root, entries, output, define, maps = false }) {
  const settings = {
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    supported: { 'dynamic-import': false },
    external: ['pkcs11js'],
    alias: { tweetnacl: './scripts/sha512-for-tweetnacl.cjs', ...CHEVROTAIN_ALIAS },
    // jsonc-parser's CommonJS hides what it requires.
    mainFields: ['module', 'main'],
    minifySyntax: true,
    minifyWhitespace: true,
    minifyIdentifiers: true,
    legalComments: 'linked',
    metafile: true,
    define: {
      'import.meta.url': 'importMetaUrl',
      'import.meta.dirname': '__dirname',
      ...define,
    },
    logLevel: 'warning',
  };
  const { metafile } = await build({
    ...settings,
    entryPoints: entries,
    outdir: output,
    write: false,
  });
  const plan = planBundles(metafile.inputs, entries, root);
  plan.exports = await nameExports(
    [...plan.bundles.values()].flatMap(({ shared }) => [...shared]),
    plan,
    settings,
  );
  // What a shared bundle exports and no other takes is code for nothing: a first time shows what they take.
  plan.taken = takenIn(await buildAll(false));
  const built = await buildAll(true);
  refuseCircles(plan, output);
  for (const name of plan.bundles.keys()) {
    finish(join(output, `${name}.cjs`), {
      maps,
      isLoadedByNode: LOADED_BY_NODE.has(name),
      build: JSON.parse(define.MOFN_BUILD),
    });
  }
  const names = [...plan.bundles.keys()];
  return new Map(built.map(({ metafile: { outputs } }, at) => [names[at], bytesByFile(outputs)]));

  function buildAll(write) {
    return Promise.all(
      [...plan.bundles].map(([name, contents]) =>
        build({
          ...settings,
          ...(contents.shared.size === 0
            ? { entryPoints: [contents.main] }
            : {
                stdin: {
                  contents: reexport(contents, plan),
                  resolveDir: root,
                },
              }),
          inject: name === ASKS_FOR_URL ? [join(root, 'scripts/import-meta-url.mjs')] : [],
          outfile: join(output, `${name}.cjs`),
          plugins: [requireOtherBundles(name, plan, root), takeFromNode, quickenChevrotain],
          sourcemap: maps ? 'external' : false,
          write,
        }),
      ),
    );
  }
}

/**
 * Gives the names of a bundle anew: those that esbuild gives are as short, and a twentieth more when packed. What is
 * not ASCII is written as it may stand in strings, templates and regular expressions, all the places where there is any.
 * The function that a module is to Node is around it already: at each start that would be a copy of the text.
 */
function finish(file, { maps, isLoadedByNode, build }) {
  const [head, foot] = isLoadedByNode ? ['', ''] : MODULE_FUNCTION;
  const inputMap = maps && JSON.parse(readFileSync(`${file}.map`, 'utf8'));
  const text = exportPlainly(readFileSync(file, 'utf8'), file);
  const { code, map, errors } = minifySync(file, `${head}\n${text}${foot}`, {
    module: false,
    compress: false,
    mangle: { toplevel: true },
    sourcemap: maps,
    // The head is a line.
    ...(maps ? { inputMap: { ...inputMap, mappings: `;${inputMap.mappings}` } } : {}),
  });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]}`);
  if (maps) writeFileSync(`${file}.map`, JSON.stringify(map));
  const inAscii = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  writeFileSync(file, `${code.trimEnd().replace(/[^\0-\x7f]/g, inAscii)}\n//${build}`);
}

/**
 * What a bundle exports, as an object with the values themselves: esbuild makes a getter for each, and copies all of them
 * for whoever imports it dynamically. No bundle is in a circle, so that all values are there at its end. Every character
 * that is kept stays at its place, for the map.
 */
function exportPlainly(text, file) {
  const [whole, names] = /(?<=[;}])module\.exports=[\w$]+\(([\w$]+)\);/.exec(text) ?? [];
  if (whole === undefined) return text;
  const table = new RegExp(
    `[\\w$]+\\(${names.replaceAll('$', '\\$')},\\{((?:[\\w$]+:\\(\\)=>[\\w$.]+,?)+)\\}\\);`,
  );
  const [getters, exported] = table.exec(text) ?? [];
  if (getters === undefined) throw new Error(`${file}: what it exports is not found`);
  const values = exported.replaceAll('()=>', '');
  return `${text
    .replace(whole, blanks)
    .replace(getters, blanks)
    .replace(/0&&\(module\.exports=\{[^}]*\}\);?\s*$/, blanks)
    .replaceAll(/[\w$]+\((require\("\.\/[\w-]+\.cjs"\)),1\)/g, (copy, required) =>
      `(${required})`.padStart(copy.length),
    )};module.exports={${values}};`;
}

function blanks(text) {
  return ' '.repeat(text.length);
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
 *   files that others use; `resolve`: the file that an import leads to; `homeOf`: the shared bundle that a file is taken from, by bundle that takes it
 */
function planBundles(inputs, entries, root) {
  const imports = Object.entries(inputs).flatMap(([importer, input]) =>
    input.imports
      .filter(({ external }) => external !== true)
      .map((found) => ({ importer, ...found })),
  );
  const told = findTold(Object.keys(inputs), root);
  const large = new Set(
    Object.keys(inputs).filter((file) => told.has(file) || bringsMoreThan(SMALL, file, inputs)),
  );
  const common = new Set();
  const homeOf = (file, user) => {
    const home = sharedBundleOf(file, user);
    if (home !== undefined && (large.has(file) || home === READ_ALWAYS)) return home;
    return common.has(file) && user !== COMMON && !isStartedOften(user) ? COMMON : undefined;
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
  share((file) => homeOf(file));
  for (const file of findCommon(inputs, bundles, homeOf)) common.add(file);
  share((file) => (common.has(file) ? COMMON : undefined));
  function share(bundleOf) {
    for (const { importer, path } of imports) {
      const shared = bundleOf(path);
      if (shared === undefined || sharedBundleOf(importer) === shared) continue;
      if (!bundles.has(shared)) bundles.set(shared, { shared: new Set() });
      bundles.get(shared).shared.add(path);
    }
  }
  const resolved = new Map(
    imports.map(({ importer, original, path }) => [`${importer} ${original}`, path]),
  );
  return {
    bundles,
    homeOf,
    isModule: (file) => inputs[file].format === 'esm',
    resolve: (importer, words) => resolved.get(`${importer} ${words}`),
  };
}

/**
 * The files of which many bundles would have a copy, those that are started often left aside, and which need
 * nothing that stands in another bundle, or that Node would have to load.
 */
function findCommon(inputs, bundles, homeOf) {
  const users = new Map();
  for (const [name, { main, shared }] of bundles) {
    if (isStartedOften(name)) continue;
    const held = reach([...(main === undefined ? [] : [main]), ...shared], (file) => {
      const home = homeOf(file, name);
      return home === undefined || home === name;
    });
    for (const file of held) users.set(file, (users.get(file) ?? 0) + 1);
  }
  const wanted = [...users].filter(([file, count]) => count >= MANY && homeOf(file) === undefined);
  const candidates = new Set(wanted.map(([file]) => file));
  const free = (file) =>
    homeOf(file) === READ_ALWAYS || (candidates.has(file) && !needsMuchOfNode(file));
  return [...candidates].filter((file) => [...reach([file], () => true)].every(free));

  function needsMuchOfNode(file) {
    const { imports } = inputs[file];
    return imports.some(({ external, path }) => external === true && !LOADED_ALREADY.has(path));
  }

  function reach(files, enters) {
    const seen = new Set(files);
    for (const file of seen) {
      for (const { path, kind, external } of inputs[file].imports) {
        if (external !== true && kind !== 'dynamic-import' && enters(path)) seen.add(path);
      }
    }
    return seen;
  }
}

/** Files of a class that `instanceof` asks for: no other copy of it is the same class. */
function findTold(files, root) {
  const texts = files
    .filter((file) => file.startsWith('src/'))
    .map((file) => [file, readFileSync(join(root, file), 'utf8')]);
  const asked = new Set(
    texts.flatMap(([, text]) => [...text.matchAll(/ instanceof (\w+)/g)].map(([, name]) => name)),
  );
  const declared = (text) => [...text.matchAll(/^export class (\w+)/gm)].map(([, name]) => name);
  const told = texts.filter(([, text]) => declared(text).some((name) => asked.has(name)));
  return new Set(told.map(([file]) => file));
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

/** By file, the names that it exports, and for each of these one that no other file has. */
async function nameExports(files, { isModule }, { absWorkingDir }) {
  const { metafile } = await build({
    absWorkingDir,
    entryPoints: files.filter(isModule),
    outdir: 'unused',
    write: false,
    format: 'esm',
    metafile: true,
  });
  const exported = Object.values(metafile.outputs).map(({ entryPoint, exports }) => [
    entryPoint,
    exports.sort(),
  ]);
  const handedOn = files.filter((file) => !isModule(file)).map((file) => [file, ['default']]);
  let count = 0;
  return new Map(
    [...exported, ...handedOn].map(([file, names]) => [
      file,
      new Map(names.map((name) => [name, `$${(count++).toString(36)}$`])),
    ]),
  );
}

/** Those of the names that no two files have which stand in bundles that take them. */
function takenIn(built) {
  const texts = built.flatMap(({ outputFiles }) => outputFiles.map(({ text }) => text));
  return new Set(texts.flatMap((text) => text.match(/(?<=\.)\$[0-9a-z]+\$/g) ?? []));
}

/** What stands for files of other bundles is not counted. */
function bytesByFile(outputs) {
  const files = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const own = files.filter(([file]) => !file.startsWith('bundle:'));
  return new Map(own.map(([file, { bytesInOutput }]) => [file, bytesInOutput]));
}

/** A bundle's beginning. A file that is CommonJS is handed on as it is, which its default import gives. */
function reexport({ main, shared }, { exports, taken }) {
  const own = main === undefined ? '' : `export * from './${main}';\n`;
  const lines = [...shared].sort().map((file) => {
    const names = [...exports.get(file)].filter(([, id]) => taken?.has(id) !== false);
    return names.length === 0 ? '' : `export ${listNames(names)} from './${file}';\n`;
  });
  return own + lines.join('');
}

/** Imports of what stands in another bundle become requires of that one. */
function requireOtherBundles(own, { exports, homeOf, isModule, resolve }, root) {
  return {
    name: 'require-other-bundles',
    setup(builder) {
      builder.onResolve({ filter: /.*/ }, ({ path, importer, kind, namespace }) => {
        if (namespace === 'bundle') return { path, external: true, sideEffects: false };
        const from = relative(root, importer);
        const file = resolve(from, path);
        if (file === undefined) return undefined;
        const lazy = kind === 'dynamic-import';
        const home = homeOf(file, lazy ? undefined : own);
        if (sharedBundleOf(file) === own) return undefined;
        if (home === undefined) {
          return lazy && file.startsWith('src/')
            ? { path: `./${bundleName(file)}.cjs`, external: true }
            : undefined;
        }
        return { path: file, namespace: 'bundle', pluginData: home, sideEffects: false };
      });
      builder.onLoad({ filter: /.*/, namespace: 'bundle' }, ({ path, pluginData: home }) => ({
        contents: isModule(path)
          ? importFrom(
              home,
              exports.get(path),
              isDeferred(home) ? functionsOf(join(root, path)) : [],
            )
          : `module.exports = require('./${home}.cjs').${exports.get(path).get('default')};`,
      }));
    },
  };
}

/**
 * A default import of a module of Node is that module. esbuild would make a copy of it, with a getter for each name, which
 * costs more than half of what the bundle of a short command does before it begins.
 */
const takeFromNode = {
  name: 'take-from-node',
  setup(builder) {
    builder.onLoad({ filter: /[/]src[/].*[.]ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const taken = text.replace(
        /^import (\w+) from ('node:[a-z/]+');$/gm,
        'const $1 = require($2);',
      );
      return taken === text ? undefined : { contents: taken, loader: 'ts' };
    });
  },
};

/** Runs all bundles: in a circle, one would see another whose exports are not there yet. */
function refuseCircles({ bundles }, output) {
  const names = [...bundles.keys()];
  const require = createRequire(import.meta.url);
  const loaded = new Map();
  const load = (id, path) => {
    if (!bundles.has(id.slice(2, -4))) return require(id);
    if (path.includes(id)) throw new Error(`bundles in a circle: ${[...path, id].join(' ')}`);
    if (!loaded.has(id)) {
      const module = { exports: {} };
      const file = join(output, id);
      const run = runInThisContext(MODULE_FUNCTION.join(`${readFileSync(file)}\n`));
      run(module.exports, (next) => load(next, [...path, id]), module, file, output);
      loaded.set(id, module);
    }
    return loaded.get(id).exports;
  };
  for (const name of names.filter((one) => !STARTS.has(one))) load(`./${name}.cjs`, []);
}
