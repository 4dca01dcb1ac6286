/**
 * File systems in which the kernel makes up what a file holds when it is read. Their files say that they
 * are regular ones, have no size or a wrong one, and may wait (`/proc/kmsg`), take away what they give
 * (`trace_pipe`), or never end.
 */
import { statfsSync } from 'node:fs';

/** Source: linux/magic.h. */
const KERNEL_FILE_SYSTEMS: ReadonlySet<number> = new Set([
  0x9fa0, // proc
  0x62656572, // sysfs
  0x64626720, // debugfs
  0x74726163, // tracefs
  0x73636673, // securityfs
  0x0027e0eb, // cgroup
  0x63677270, // cgroup2
  0x62656570, // configfs
  0x65735543, // fusectl
  0x6165676c, // pstore
  0xcafe4a11, // bpf
  0xde5e81e4, // efivarfs
  0xf97cff8c, // selinuxfs
  0x43415d53, // smackfs
  0x42494e4d, // binfmt_misc
  0x6e736673, // nsfs
]);

/**
 * Whether a path leads into one of them.
 *
 * @throws the system's error
 */
export function isOfKernel(path: string | Buffer): boolean {
  // Other systems number their file systems otherwise.
  return process.platform === 'linux' && KERNEL_FILE_SYSTEMS.has(statfsSync(path).type);
}
