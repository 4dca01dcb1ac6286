/**
 * Whose a file is that root makes in somebody's folder: that one's, who could not go on with it otherwise.
 */
import fs from 'node:fs';
import { dirname } from 'node:path';

/**
 * Gives a new file that is open to the owner and the group of its folder, where root made it.
 *
 * @throws the system's error
 */
export function keepOwner(descriptor: number, path: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = fs.statSync(dirname(path));
  fs.fchownSync(descriptor, uid, gid);
}

/**
 * The same for a new folder. What is at the path by now and is not an empty folder is not given away.
 *
 * @throws the system's error
 */
export function keepOwnerOfFolder(path: string): void {
  if (process.geteuid?.() !== 0) return;
  const { O_RDONLY, O_DIRECTORY, O_NOFOLLOW = 0 } = fs.constants;
  const descriptor = fs.openSync(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
  try {
    if (fs.readdirSync(`/proc/self/fd/${descriptor}`).length === 0) keepOwner(descriptor, path);
  } finally {
    fs.closeSync(descriptor);
  }
}
