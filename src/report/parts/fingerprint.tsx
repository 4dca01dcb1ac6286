/** A digest as two people compare it. */
import type { VNode } from 'preact';
import { Digest } from './parts.tsx';

export function Fingerprint({ digest }: { readonly digest: string }): VNode {
  return <Digest>{digest}</Digest>;
}
