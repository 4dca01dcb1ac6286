/**
 * What some tests need of the machine. Where a program is missing, its tests are skipped and named at
 * the end of the run (skip-reporter.ts); with MOFN_NO_SKIP=1, as in CI, that is a failure.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join, resolve } from 'node:path';

/** A requirement: use `describe.skipIf(!has)` with its `label` in the name. */
export interface Requirement {
  readonly has: boolean;
  /** For the test's name, so that whoever sees it skipped knows what is missing. */
  readonly label: string;
}

/**
 * A program on PATH.
 *
 * @example
 * const expectProgram = requireProgram('expect');
 * describe.skipIf(!expectProgram.has)(`the chapter, driven by expect ${expectProgram.label}`, …);
 */
export function requireProgram(name: string): Requirement {
  return { has: findProgram(name) !== undefined, label: `(needs ${name})` };
}

/** The path of a program on PATH. */
export function findProgram(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** A file that some package of the system brings, as a PKCS#11 module. */
export function requireFile(path: string): Requirement {
  return { has: existsSync(path), label: `(needs ${path})` };
}

/** A package of npm that is no dependency of ours, as an optional peer. */
export function requirePackage(name: string): Requirement {
  let has = true;
  try {
    createRequire(import.meta.url).resolve(name);
  } catch {
    has = false;
  }
  return { has, label: `(needs the package ${name})` };
}

/** The public test vectors: their archive, from MOFN_VECTORS or the folder beside the project. */
export function requireVectors(): Requirement & { readonly archive: string } {
  const folder = process.env['MOFN_VECTORS'] ?? '../shared/vectors';
  const archive = resolve(folder, 'keys-and-wycheproof.tar.gz');
  return { has: existsSync(archive), label: '(needs MOFN_VECTORS)', archive };
}
