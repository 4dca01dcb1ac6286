import type { JSX } from 'preact';
import type { PageFile, PageModel } from '../../engine/page-model.ts';
import { capitalise } from './headline.ts';

/** Every file that was handed over: what it is, and what else is to be said of it. */
export function FileList({ model }: { readonly model: PageModel }): JSX.Element {
  return (
    <section class="files" aria-labelledby="files-heading">
      <h2 id="files-heading">All files</h2>
      <ul>
        {model.files.map((file) => (
          <li key={file.path}>
            <p>
              <code class="file">{file.path}</code>: {file.what}
            </p>
            {describeMore(file, model).map((line) => (
              <p key={line} class="more">
                {line}
              </p>
            ))}
            {file.sha256 !== undefined && <p class="soft hex">SHA-256 {file.sha256}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function describeMore(file: PageFile, { keys, signatures }: PageModel): readonly string[] {
  const { path, problem, kind } = file;
  if (kind === 'private-key') return ['Refused, and forgotten. Nothing of it is kept here.'];
  const lines: string[] = [];
  if (problem !== undefined) {
    lines.push(capitalise(problem.message));
    if (problem.hint !== undefined) lines.push(capitalise(problem.hint));
  }
  for (const key of keys.filter((one) => one.path === path)) {
    if (key.officer !== undefined) lines.push(`The key of ${key.officer}`);
    if (key.problem !== undefined) lines.push(`Counts for nobody: ${key.problem}`);
  }
  for (const { by, wrong, namedBy } of signatures.filter((one) => one.path === path)) {
    if (by !== undefined) lines.push(`By ${by.name}, of ${by.token}`);
    if (namedBy.length > 0) lines.push(`Named in ${namedBy.join(', ')}`);
    if (by === undefined && namedBy.length === 0) {
      for (const { token, reasons } of wrong) {
        lines.push(...reasons.map((reason) => `No right one of ${token}: ${reason}`));
      }
    }
  }
  return lines;
}
