import path from 'node:path';

import { makeFolder, makeLink, removeEmptyFolder } from '../../../../files/folder.ts';
import { isThere } from '../../../../files/look.ts';
import { putInPlace } from '../../../../files/put-in-place.ts';
import { readRegularFile } from '../../../../files/read.ts';
import { removeOwnFile, removeOwnLink } from '../../../../files/remove-own.ts';
import { errorCode } from '../../../../files/system-error.ts';
import { formatClientConfig } from '../../../../hsm/cluster/client-config.ts';
import type { Cluster } from '../../../../hsm/cluster/cluster.ts';
import { identifyProcess, isProcessAlive } from '../../../../hsm/cluster/process-identity.ts';
import { ownProgram } from '../../../own-files.ts';
import { CLIENT_CONFIG, VENDOR_FOLDER } from '../vendor-paths.ts';
import { describeFile, isFile, type Left, type LeftFile, readLeft, writeLeft } from './left.ts';

/**
 * Where a script looks for the vendor's programs: on PATH, or where the vendor's clients install them.
 */

/** The vendor's programs, as this package has them too. */
const VENDOR_PROGRAMS = ['cloudhsm_mgmt_util', 'cloudhsm-cli', 'configure-cli'] as const;
const CLASSIC_CONFIG = 'cloudhsm_mgmt_util.cfg';

/**
 * Makes a folder for PATH with this package's programs in it.
 *
 * @param folder where to make it
 * @returns the folder for PATH
 */
export function linkPrograms(folder: string): string {
  const programs = path.join(folder, 'bin');
  makeFolder(programs);
  for (const name of ['mofn', ...VENDOR_PROGRAMS]) {
    makeLink(ownProgram(name), path.join(programs, name));
  }
  return programs;
}

/**
 * Puts the consoles and their configuration files where the vendor's clients have them, so that scripts
 * with these paths in them run as they are. Nothing that is there is touched: where there is a real
 * client, or another run was first, or the place cannot be written, nothing is done.
 *
 * @param folder the cluster's folder
 * @param tellTaken is called where another run is there
 * @param vendor the folder of the vendor's clients
 * @returns takes away again what was put there
 */
export function linkVendorPaths(
  folder: string,
  { identity }: Pick<Cluster, 'identity'>,
  tellTaken: (vendor: string) => void,
  vendor: string = VENDOR_FOLDER,
): () => void {
  let own: Left;
  try {
    const configs: Readonly<Record<string, Buffer>> = {
      [path.join('etc', CLASSIC_CONFIG)]: readSmall(path.join(folder, CLASSIC_CONFIG)),
      [CLIENT_CONFIG]: Buffer.from(formatClientConfig(identity, folder)),
    };
    own = {
      process: identifyProcess(),
      links: VENDOR_PROGRAMS.map((name) => ({
        place: path.join('bin', name),
        target: ownProgram(name),
      })),
      files: Object.entries(configs).map(([place, bytes]) => describeFile(place, bytes)),
    };
    if (!takeFolder(vendor)) {
      tellTaken(vendor);
      return () => undefined;
    }
    try {
      putAll(vendor, own, configs);
    } catch (error) {
      removePlaces(vendor, own, writeLeft(own));
      throw error;
    }
  } catch {
    return () => undefined;
  }
  return () => removePlaces(vendor, own, writeLeft(own));
}

/** The record comes first: whatever is there when this process is killed is named in it. */
function putAll(vendor: string, own: Left, configs: Readonly<Record<string, Buffer>>): void {
  const options = { folder: vendor, durable: false };
  putInPlace(ownerIn(vendor), writeLeft(own), { ...options, what: 'owner' });
  makeUnlessThere(path.join(vendor, 'etc'));
  for (const { place, target } of own.links) makeLink(target, path.join(vendor, place));
  for (const [place, config] of Object.entries(configs)) {
    const file = path.join(vendor, place);
    if (isThere(file)) throw new Error('a configuration is there');
    putInPlace(file, config, { ...options, what: 'configuration', secret: true });
  }
}

/** Names the process that put everything there. */
function ownerIn(vendor: string): string {
  return path.join(vendor, '.mofn-run');
}

function readSmall(file: string): Buffer {
  return readRegularFile(file, { what: 'file', folder: path.dirname(file), limit: 1 << 16 });
}

/**
 * Takes the vendor's folder, without what a run left that was killed. Whoever makes the folder for programs in
 * it has it; what else lies there, as a certificate that a script has copied, is no client.
 *
 * @returns false where another run is there
 * @throws where a client is there, or it cannot be made
 */
function takeFolder(vendor: string): boolean {
  if (isThere(ownerIn(vendor))) {
    const record = readSmall(ownerIn(vendor));
    const left = readLeft(record);
    if (isProcessAlive(left.process)) return false;
    removePlaces(vendor, left, record);
  }
  const programs = path.join(vendor, 'bin');
  if (isThere(programs)) throw new Error('a client is there');
  makeUnlessThere(vendor);
  try {
    makeFolder(programs, 'all');
    return true;
  } catch (error) {
    // A moment ago it was not there.
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function makeUnlessThere(folder: string): void {
  try {
    makeFolder(folder, 'all');
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
}

/**
 * Removes what was put there and nothing else: a link that leads elsewhere by now, a file with other
 * bytes, and a folder that holds more stay.
 */
function removePlaces(vendor: string, { links, files }: Left, record: Buffer): void {
  for (const file of files) removeFile(path.join(vendor, file.place), file);
  for (const { place, target } of links) removeOwnLink(path.join(vendor, place), target);
  removeOwnFile(ownerIn(vendor), record.length, (bytes) => record.equals(bytes));
  for (const folder of [path.join(vendor, 'bin'), path.join(vendor, 'etc'), vendor]) {
    try {
      removeEmptyFolder(folder);
    } catch {
      // It holds something of somebody else's, or is gone.
    }
  }
}

function removeFile(file: string, left: LeftFile): void {
  removeOwnFile(file, left.bytes, (bytes) => isFile(left, bytes));
}
