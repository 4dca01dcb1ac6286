/**
 * Where results go, looked at before any work and any prompt: what is there then is what may be replaced
 * later, and nothing that the command uses is.
 */
import { resolve } from 'node:path';
import { Failure } from '../../failure.ts';
import { identifyFile } from '../../files/file-version.ts';
import { type FoundFolders, findPlace, isOtherThanFile, type Place } from '../../files/place.ts';
import { systemNameOf } from '../../files/system-error.ts';
import { quotePath } from '../../words/quote-for-shell.ts';
import { CommandFailure } from '../command-failure.ts';
import type { Context } from '../context.ts';
import { quoted } from '../input/read-file.ts';
import { refuseEmptyName } from '../input/refuse-empty-name.ts';
import { findFreeName } from './free-name.ts';

/** A file by what it is and where: `signature`, `officer1.token.sig`. */
export interface NamedOutput {
  readonly what: string;
  /** As it was given: standard output, `-` or nothing, is no file. */
  readonly path: string | undefined;
}

/** A file that a command reads, or one that its result will name. */
export interface UsedFile {
  readonly what: string;
  /** A number is an open descriptor, `-` standard input; nothing is no file. */
  readonly path: string | number | undefined;
}

/** The places of a command's results. */
export interface Outputs {
  /** @param path as it was given */
  placeOf(path: string | undefined): Place | undefined;
  /**
   * Refuses to put a result in the place of a file that is used, whatever its names, where files may be
   * replaced at all.
   *
   * @throws Failure of kind `usage`
   */
  refuseUsed(files: readonly UsedFile[]): void;
  /**
   * Refuses to go on where a file is there that may not be replaced.
   *
   * @param paths those to look at, as they were given; without it all
   * @throws Failure of kind `file`
   */
  refuseExisting(paths?: readonly string[]): void;
}

/**
 * Finds the places of results.
 *
 * @param force whether files that are there may be replaced
 * @param inFolder the folder that was named, where the results have names of their own in it
 * @param used what the command is known to use
 * @throws Failure of kind `usage` where two results would be one file, or one that is used, or a name is empty;
 *   of kind `file` where there is no such folder, or something is there that is no file
 * @example
 * const named = [{ what: 'key', path: 'officer1.key' }];
 * const outputs = planOutputs(named, { force: true, used: [] }, context);
 * const place = outputs.placeOf('officer1.key');
 * await writeResult('officer1.key', bytes, 'key', context, { force: true, place });
 */
export function planOutputs(
  named: readonly NamedOutput[],
  {
    force,
    used,
    inFolder,
  }: {
    readonly force: boolean;
    readonly used: readonly UsedFile[];
    readonly inFolder?: string | undefined;
  },
  context: Context,
): Outputs {
  const folders: FoundFolders = new Map();
  const outputs = named.flatMap(({ what, path }) =>
    path === undefined || path === '-'
      ? []
      : [{ what, path, place: placeOf(what, path, folders, context) }],
  );
  refuseTwice(outputs);
  const places = new Map(outputs.map(({ path, place }) => [path, place]));
  const replaced = force ? outputs : [];
  refuseLosing(replaced, used, context);
  return {
    placeOf: (path) => places.get(path ?? '-'),
    refuseUsed: (files) => refuseLosing(replaced, files, context),
    refuseExisting: (paths) =>
      force
        ? undefined
        : refuseExisting(
            outputs.filter(({ path }) => paths?.includes(path) ?? true),
            inFolder,
            context,
          ),
  };
}

interface Output extends NamedOutput {
  readonly path: string;
  readonly place: Place;
}

function placeOf(what: string, path: string, folders: FoundFolders, { cwd }: Context): Place {
  refuseEmptyName(what, path);
  let place: Place;
  try {
    place = findPlace(resolve(cwd, path), folders);
  } catch (error) {
    const system = systemNameOf(error);
    throw new Failure('file-unwritable', { what, path, system }, { cause: error });
  }
  const { holds } = place;
  if (isOtherThanFile(holds)) throw new Failure('file-not-regular', { what, path, found: holds });
  return place;
}

function refuseTwice(outputs: readonly Output[]): void {
  const taken = new Map<string, Output>();
  for (const output of outputs) {
    const { what, path, place } = output;
    const key = `${place.folderId}/${place.name}`;
    const other = taken.get(key);
    if (other !== undefined) {
      const one = `the ${other.what} ${quoted(other.path)}`;
      throw new CommandFailure(
        'usage',
        `${one} and the ${what} ${quoted(path)} would be the same file`,
        'give each a name of its own',
      );
    }
    taken.set(key, output);
  }
}

function refuseLosing(
  outputs: readonly Output[],
  files: readonly UsedFile[],
  { cwd, stdin }: Context,
): void {
  const taken = new Map(outputs.map((output) => [output.place.fileId, output]));
  taken.delete(undefined);
  if (taken.size === 0) return;
  for (const { what, path } of files) {
    const file = path === '-' ? stdin.descriptor : path;
    if (file === undefined) continue;
    const output = taken.get(identifyFile(typeof file === 'number' ? file : resolve(cwd, file)));
    if (output === undefined) continue;
    const used = typeof path === 'string' && path !== '-' ? `${what} ${quoted(path)}` : what;
    throw new CommandFailure(
      'usage',
      `the ${output.what} ${quoted(output.path)} is the same file as the ${used}, which would be lost`,
      'choose another name for the result',
    );
  }
}

function refuseExisting(
  outputs: readonly Output[],
  inFolder: string | undefined,
  { cwd }: Context,
): void {
  const existing = outputs.find(({ place }) => place.holds !== 'nothing');
  if (existing === undefined) return;
  const free = quotePath(findFreeName(inFolder ?? existing.path, cwd));
  const choice = inFolder === undefined ? `name, as ${free}` : `folder, as ${free}`;
  throw new CommandFailure(
    'file',
    `${quoted(existing.path)} exists already`,
    `choose another ${choice}; --force is to replace it all the same`,
  );
}
