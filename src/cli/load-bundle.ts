/**
 * Loads the bundles of dist/cli, past node's own loader, whose look-ups (and node:module, if it were
 * asked) take as long as a signature.
 *
 * What V8's machine code is worth, beside the bundles: without it, a start takes 1.13 times the
 * processor time of the whole process for `sign`, 1.12 for `dgst -sign`, 1.37 for `approval lint`, 1.23
 * for the console, 1.05 for `--version` (Node 20.20, medians of 30 pairs). Most of that is not the
 * bundle's own compilation, but that of its functions when they are first called.
 */
import { readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { REPLACED } from './replaced.ts';

/** Where the bundles of the executable are said to lie, so that its machine code is the same wherever it is built. */
export const EXECUTABLE_FOLDER = '/mofn/dist/cli';

interface Bundle {
  readonly exports: unknown;
}

type RunBundle = (
  exports: unknown,
  require: (id: string) => unknown,
  module: Bundle,
  filename: string,
  folder: string,
) => void;

/**
 * Where a bundle's machine code is kept. V8 itself compares no more than the length of the source, so
 * the name tells of which build it is; and for which V8, so that several Nodes can share a folder.
 */
export function codeCacheOf(filename: string): string {
  return `${filename}.${MOFN_BUILD}.${process.arch}-${process.versions.v8}.cache`;
}

/** A bundle is ASCII, and in the function that a module is to Node. At its end stands of which build it is. */
function readBundle(filename: string): string {
  try {
    const source = readFileSync(filename, 'latin1');
    if (source.endsWith(MOFN_BUILD)) return source;
  } catch (error) {
    throw Object.assign(new Error('mofn was removed while it ran', { cause: error }), {
      code: REPLACED,
    });
  }
  throw Object.assign(new Error('mofn was replaced while it ran'), { code: REPLACED });
}

/** Where bundles come from, and their machine code. */
export interface BundleStore {
  /** The text of a bundle, where it is in no file. */
  source?(filename: string): string;
  /** What was kept; V8 takes it only where it is of the same version and source. */
  read(filename: string): Buffer | undefined;
  /** Told of each bundle that was compiled, and whether there was anything kept of it. */
  compiled?(filename: string, script: Script, wasKept: boolean): void;
}

/**
 * What `require` is in the bundles of a folder: `./NAME.cjs` is a bundle beside, all else is node's.
 *
 * @example
 * const load = createLoader(__dirname, { read: () => undefined });
 * load('./start.cjs');
 */
export function createLoader(folder: string, store: BundleStore): (id: string) => unknown {
  const loaded = new Map<string, Bundle>();
  return load;

  function load(id: string): unknown {
    const known = loaded.get(id);
    if (known !== undefined) return known.exports;
    if (id.startsWith('./')) return loadBundle(id);
    const exports: unknown = require(id);
    loaded.set(id, { exports });
    return exports;
  }

  function loadBundle(id: string): unknown {
    const bundle: Bundle = { exports: {} };
    const filename = `${folder}/${id.slice(2)}`;
    const kept = store.read(filename);
    const source = store.source?.(filename) ?? readBundle(filename);
    loaded.set(id, bundle);
    const script = new Script(
      source,
      kept === undefined ? { filename } : { filename, cachedData: kept },
    );
    store.compiled?.(filename, script, kept !== undefined);
    const run = script.runInThisContext() as RunBundle;
    run(bundle.exports, load, bundle, filename, folder);
    return bundle.exports;
  }
}
