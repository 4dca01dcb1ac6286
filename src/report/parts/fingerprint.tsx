/** A digest as two people compare it: in digits, and in words that can be read over the telephone. */
import type { VNode } from 'preact';
import { layOutWords, wordsOfDigest } from '../../digest-words/words-of-digest.ts';
import { Digest } from './parts.tsx';

/** @param digest SHA-256, hex; of anything else the digits alone are shown */
export function Fingerprint({ digest }: { readonly digest: string }): VNode {
  return (
    <>
      <Digest>{digest}</Digest>
      {/^[0-9a-f]{64}$/.test(digest) && (
        <ol class="digest-words">
          {layOutWords(wordsOfDigest(digest)).map(({ words }) => (
            <li>{words.join(' ')}</li>
          ))}
        </ol>
      )}
    </>
  );
}
