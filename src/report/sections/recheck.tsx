/** How whoever reads this checks it again, and all files that it speaks of. */
import type { VNode } from 'preact';
import type { Manifest } from '../../evidence/manifest.ts';
import { BUNDLE_FILES } from '../../evidence/piece.ts';
import { PIECE_KINDS } from '../../words/evidence-codes.ts';
import { quotePath } from '../../words/quote-for-shell.ts';
import { listOpensslChecks } from '../openssl-checks.ts';
import { Chapter, Code, Commands, Digest, Given, Table } from '../parts/parts.tsx';

export function Recheck({ manifest }: { readonly manifest: Manifest }): VNode {
  const { name, version } = manifest.madeBy;
  return (
    <Chapter id="recheck" title="How to check it again">
      <p>
        Believe this page no more than the files beside it: <Given>{`${name} ${version}`}</Given>{' '}
        made it of them, and makes the same of them again. In the folder of the bundle, with openssl
        and the system's own tools alone,
      </p>
      <Commands lines={[`sh ${BUNDLE_FILES.recheck}`]} />
      <p>
        compares each file with its SHA-256, refuses files that do not belong there, and has openssl
        check each signature. From the archive itself, with public keys that you trust yourself,
      </p>
      <Commands lines={['mofn evidence verify bundle.zip --roster roster']} />
      <p>
        recomputes all that stands here, this page included. Who vouches for the whole stands in{' '}
        <Code>{BUNDLE_FILES.envelope}</Code>; where that is missing, nobody does.
      </p>
      <ByHand manifest={manifest} />
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

/** One command for each thing that is claimed, for those who want to see it happen. */
function ByHand({ manifest }: { readonly manifest: Manifest }): VNode {
  const checks = listOpensslChecks(manifest);
  const keys = [...new Set(checks.map(({ key }) => key))];
  const record = manifest.pieces.find(({ kind }) => kind === 'record');
  return (
    <>
      {checks.length > 0 && (
        <>
          <h3>By hand</h3>
          <p>
            Each of these prints <Code>Verified OK</Code>: the key made the signature of those
            bytes.
          </p>
          <Commands
            lines={checks.map(
              ({ key, signature, message }) =>
                `openssl dgst -sha256 -verify ${quotePath(key)} -signature ${quotePath(signature)} ${quotePath(message)}`,
            )}
          />
          <p>Each of these prints the SHA-256 by which this page names a key:</p>
          <Commands
            lines={keys.map(
              (key) =>
                `openssl pkey -pubin -in ${quotePath(key)} -outform DER | openssl dgst -sha256`,
            )}
          />
        </>
      )}
      {record !== undefined && (
        <>
          <p>
            Each line of the record names the SHA-256 of the line before it, so that the last stands
            for all; this prints what this page calls Record:
          </p>
          <Commands lines={[`tail -n 1 ${quotePath(record.path)} | tr -d '\\n' | sha256sum`]} />
        </>
      )}
    </>
  );
}
