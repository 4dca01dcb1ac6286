import type { JSX } from 'preact';
import type { StatusAnswer } from '../../../answers/status/status-answer.ts';
import { quoteForShell, quotePath } from '../../../words/quote-for-shell.ts';
import type { SignatureView } from '../../engine/page-model.ts';
import { folderOf, relativeTo } from '../../engine/paths.ts';
import { Commands, Part } from '../parts/parts.tsx';

/** Right signatures that were dropped, and that the approval file does not have yet. */
export function AtHand({
  approval,
  token,
  status,
  signatures,
}: {
  /** Path of the approval file. */
  readonly approval: string;
  /** Path of its token. */
  readonly token: string;
  readonly status: StatusAnswer;
  readonly signatures: readonly SignatureView[];
}): JSX.Element | null {
  const missing = new Set(
    status.officers.flatMap(({ name, state }) => (state === 'missing' ? name : [])),
  );
  const found = signatures.flatMap(({ path, by }) =>
    by?.token === token && missing.has(by.name) ? [{ path, name: by.name }] : [],
  );
  if (found.length === 0) return null;
  const folder = folderOf(approval);
  return (
    <Part title="Signatures that are here, and not in the file">
      <ul class="steps">
        {found.map(({ path, name }) => (
          <li key={path}>
            <strong>{name}</strong>’s right signature is in <code class="file">{path}</code>
            <Commands
              commands={[
                `mofn approval add ${quotePath(relativeTo(folder, approval))} ${quoteForShell(`${name}=${relativeTo(folder, path)}`)} --write`,
              ]}
            />
          </li>
        ))}
      </ul>
    </Part>
  );
}
