/** How whoever reads this checks it again, and all files that it speaks of. */
import type { VNode } from 'preact';
import type { Manifest } from '../../evidence/manifest.ts';
import { BUNDLE_FILES } from '../../evidence/piece.ts';
import { PIECE_KINDS } from '../../words/evidence-codes.ts';
import { Chapter, Code, Digest, Table } from '../parts/parts.tsx';

export function Recheck({ manifest }: { readonly manifest: Manifest }): VNode {
  const { name, version } = manifest.madeBy;
  return (
    <Chapter id="recheck" title="How to check it again">
      <p>
        Believe this page no more than the files beside it: it was made of them, by {name} {version}
        , and can be made of them again. In the folder of the bundle, with no more than openssl and
        the system's own tools:
      </p>
      <pre>
        <code>sh {BUNDLE_FILES.recheck}</code>
      </pre>
      <p>
        compares each file with its SHA-256, refuses files that do not belong there, and has openssl
        check each signature. With mofn, from the archive itself and with public keys that you trust
        yourself:
      </p>
      <pre>
        <code>mofn evidence verify bundle.zip --roster roster</code>
      </pre>
      <p>
        recomputes all that stands here, this page included. Who vouches for the whole stands in{' '}
        <Code>{BUNDLE_FILES.envelope}</Code>; where that is missing, nobody does, and the bundle is
        whole, and no more.
      </p>
      <Table
        caption="Files of the bundle"
        head={['File', 'What it is', 'Bytes', 'SHA-256']}
        rows={manifest.pieces.map(({ path, kind, bytes, sha256 }) => ({
          cells: [<Code>{path}</Code>, PIECE_KINDS[kind], String(bytes), <Digest>{sha256}</Digest>],
        }))}
      />
    </Chapter>
  );
}
