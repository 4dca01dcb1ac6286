import { existsSync } from 'node:fs';
import { expect } from 'vitest';
import { VENDOR_FOLDER } from '../../src/cli/commands/hsm/vendor-paths.ts';

/** Waits until no test of `mofn hsm run` has a cluster at the vendor's path, which all commands would find. */
export async function untilVendorPathIsFree(): Promise<void> {
  await expect.poll(() => existsSync(VENDOR_FOLDER), { timeout: 100_000 }).toBe(false);
}
