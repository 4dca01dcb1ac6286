import { spawnSync } from 'node:child_process';
import type { Requirement } from './requirements.ts';

/** Words for `unshare`: namespaces for users, processes and mounts, as a container's; ids are kept. */
export const NAMESPACES: readonly string[] = [
  '--user',
  '--map-root-user',
  '--pid',
  '--fork',
  '--mount',
  '--mount-proc',
];

/** Whether this machine lets us have them. */
export function requireNamespaces(): Requirement {
  const has = spawnSync('unshare', [...NAMESPACES, 'true']).status === 0;
  return { has, label: '(needs namespaces)' };
}
