import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { makeFolder, makeLink, removeEmptyFolder } from '../../../../files/folder.ts';
import { isThere } from '../../../../files/look.ts';
import { putInPlace } from '../../../../files/put-in-place.ts';
import { readRegularFile } from '../../../../files/read.ts';
import { removeOwnFile, removeOwnLink } from '../../../../files/remove-own.ts';
import { errorCode } from '../../../../files/system-error.ts';
import { identifyProcess, isProcessAlive } from '../../../../hsm/cluster/process-identity.ts';
import type { ProcessIdentity } from '../../../../hsm/protocol.ts';

/**
 * Where a script looks for the vendor's console: on PATH, or where the vendor's client installs it.
 */

const PROGRAMS = ['mofn', 'cloudhsm_mgmt_util'] as const;
const CONFIG = 'cloudhsm_mgmt_util.cfg';
/** Where the vendor's client has its folder. */
const VENDOR_FOLDER = '/opt/cloudhsm';

/**
 * Makes a folder for PATH with this package's programs in it.
 *
 * @param folder where to make it
 * @returns the folder for PATH
 */
export function linkPrograms(folder: string): string {
  const programs = path.join(folder, 'bin');
  makeFolder(programs);
  for (const name of PROGRAMS) makeLink(programPath(name), path.join(programs, name));
  return programs;
}

/**
 * Puts the console and its configuration file where the vendor's client has them, so that scripts
 * with these paths in them run as they are. Nothing that is there is touched: where there is a real
 * client, or another run was first, or the place cannot be written, nothing is done.
 *
 * @param cluster the cluster's folder
 * @param tellTaken is called where another run is there
 * @param vendor the folder of the vendor's client
 * @returns takes away again what was put there
 */
export function linkVendorPaths(
  cluster: string,
  tellTaken: (vendor: string) => void,
  vendor: string = VENDOR_FOLDER,
): () => void {
  const places = placesIn(vendor);
  const program = programPath('cloudhsm_mgmt_util');
  let own: Left;
  try {
    const config = readSmall(path.join(cluster, CONFIG));
    own = { process: identifyProcess(), program, bytes: config.length, sha256: hash(config) };
    if (!takeFolder(vendor)) {
      tellTaken(vendor);
      return () => undefined;
    }
    const options = { folder: vendor, durable: false };
    try {
      const owner = Buffer.from(JSON.stringify(own));
      putInPlace(places.owner, owner, { ...options, what: 'owner' });
      makeFolder(path.dirname(places.program), 'all');
      makeLink(program, places.program);
      makeFolder(path.dirname(places.config), 'all');
      putInPlace(places.config, config, { ...options, what: 'configuration', secret: true });
    } catch (error) {
      removePlaces(vendor, own);
      throw error;
    }
  } catch {
    return () => undefined;
  }
  return () => removePlaces(vendor, own);
}

/** What a run puts there; the file that names its owner holds it. */
interface Left {
  readonly process: ProcessIdentity;
  /** Where the link leads. */
  readonly program: string;
  /** Size and SHA-256, in hex, of the configuration file. */
  readonly bytes: number;
  readonly sha256: string;
}

function placesIn(vendor: string): Readonly<Record<'owner' | 'program' | 'config', string>> {
  return {
    /** Names the process that put everything here. */
    owner: path.join(vendor, '.mofn-run'),
    program: path.join(vendor, 'bin', 'cloudhsm_mgmt_util'),
    config: path.join(vendor, 'etc', CONFIG),
  };
}

function readSmall(file: string): Buffer {
  return readRegularFile(file, { what: 'file', folder: path.dirname(file), limit: 1 << 16 });
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Makes the folder, without what a run left that was killed.
 *
 * @returns false where another run is there
 * @throws where something else is there, or it cannot be made
 */
function takeFolder(vendor: string): boolean {
  if (isThere(vendor)) {
    const left: Left = JSON.parse(readSmall(placesIn(vendor).owner).toString());
    if (isProcessAlive(left.process)) return false;
    removePlaces(vendor, left);
  }
  try {
    makeFolder(vendor, 'all');
    return true;
  } catch (error) {
    // A moment ago it was not there.
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes what was put there and nothing else: a link that leads elsewhere by now, a file with other
 * bytes, and a folder that holds more stay.
 */
function removePlaces(vendor: string, left: Left): void {
  const { owner, program, config } = placesIn(vendor);
  const record = Buffer.from(JSON.stringify(left));
  removeOwnFile(config, left.bytes, (bytes) => hash(bytes) === left.sha256);
  removeOwnLink(program, left.program);
  removeOwnFile(owner, record.length, (bytes) => record.equals(bytes));
  for (const folder of [path.dirname(config), path.dirname(program), vendor]) {
    try {
      removeEmptyFolder(folder);
    } catch {
      // It holds something of somebody else's, or is gone.
    }
  }
}

/** One of the package's programs; this file is in dist/cli, or in src/cli/hsm. */
function programPath(name: string): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!isThere(path.join(folder, 'bin', name))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`the package has no bin/${name}`);
    folder = parent;
  }
  return path.join(folder, 'bin', name);
}
