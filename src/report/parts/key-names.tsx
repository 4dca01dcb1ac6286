/** Keys by those whom policy and roster give them to. */
import { createContext, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { KeyFinding } from '../../evidence/findings.ts';
import { groupBy } from '../../group-by.ts';
import { Digest, Given, Names } from './parts.tsx';

/** Names by fingerprints, each once. */
export type KeyNames = ReadonlyMap<string, readonly string[]>;

/** Set once for a page. */
export const KeyNamesContext = createContext<KeyNames>(new Map());

/**
 * Whose the keys of a page are.
 *
 * @example
 * listKeyNames(findings.keys).get(fingerprint); // ['officer2', 'Grace Hopper']
 */
export function listKeyNames(keys: readonly KeyFinding[]): KeyNames {
  const groups = groupBy(keys, ({ fingerprint }) => fingerprint);
  return new Map(
    [...groups].map(([fingerprint, found]) => [
      fingerprint,
      [...new Set(found.map(({ name }) => name))],
    ]),
  );
}

/** A key, with all names that it has. */
export function KeyOf({ fingerprint }: { readonly fingerprint: string }): VNode {
  const names = useContext(KeyNamesContext).get(fingerprint) ?? [];
  return (
    <>
      {names.length > 0 && (
        <>
          <Names names={names} />:{' '}
        </>
      )}
      <Digest>{fingerprint}</Digest>
    </>
  );
}

/** An account, and behind it the other names of the key that signed for it. */
export function Approver({
  name,
  fingerprint,
}: {
  readonly name: string;
  readonly fingerprint: string | null;
}): VNode {
  const known = useContext(KeyNamesContext).get(fingerprint ?? '') ?? [];
  const others = known.filter((other) => other !== name);
  return (
    <>
      <Given>{name}</Given>
      {others.length > 0 && (
        <>
          {' '}
          (<Names names={others} />)
        </>
      )}
    </>
  );
}
