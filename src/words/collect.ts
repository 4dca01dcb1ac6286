/**
 * What people read where approvals cannot be taken together. Lower case, no full stop; safe to show.
 */
import type { CollectRefusal, WrongApproval } from '../ceremony/collect.ts';
import type { WrongSignature } from '../ceremony/wrong-signature.ts';
import { escapeUnsafe } from '../printable.ts';
import { describeCause } from './causes.ts';
import { describeDeviceError } from './device.ts';

/** @param source the approval file's path */
export function describeCollectRefusal(refusal: CollectRefusal, source: string): string {
  const name = `"${escapeUnsafe(source)}"`;
  switch (refusal.code) {
    case 'device-error': {
      const words = escapeUnsafe(describeDeviceError(refusal.error).trim());
      return `the HSM's tool stops at ${name}, saying: ${words}`;
    }
    case 'readings-differ':
      return `the HSM's tool reads ${name} otherwise than it is written`;
  }
}

/** @param source the signature file's path */
export function describeNobodys(wrong: WrongSignature, source: string): string {
  const name = `"${escapeUnsafe(source)}"`;
  return `${name} is no officer's signature of this token: ${listCauses(wrong)}`;
}

export function describeWrongApproval({ name, file, wrong }: WrongApproval): string {
  return `${escapeUnsafe(name)}'s signature "${escapeUnsafe(file)}" is wrong: ${listCauses(wrong)}`;
}

function listCauses({ causes }: WrongSignature): string {
  return causes.map(describeCause).join('; ');
}
