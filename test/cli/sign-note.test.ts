import { copyFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readNote } from '../../src/ceremony/note.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();
const FORGED = `file-sha256: ${'0'.repeat(64)}`;

it.each(['\n', '\r', '\u2028', '\u0085', '\r\n'])('a line break %j forges no line', async (end) => {
  const name = `token${end}${FORGED}`;
  copyFileSync(work.path('officer1.token'), work.path(name));
  const note = `create bob${end}${FORGED}`;
  const argv = ['sign', name, '-k', 'officer1.key', '-o', 'out.sig', '--note', note, '--json'];
  const { code, stdout, stderr } = await runCommand(argv, { cwd: work.folder });
  expect(code).toBe(0);
  expect(stdout.trim().split(/[\n\r\u2028\u0085]/)).toHaveLength(1);
  const { file, sha256 } = JSON.parse(stdout);
  expect(file).toBe(name);
  const written = work.read('out.sig.note').toString();
  expect(written.split(/[\n\r\u2028\u0085]/)).toHaveLength(7);
  for (const text of [written, stderr]) expect(text).not.toMatch(/^file-sha256: 0000/m);
  expect(readNote(work.read('out.sig.note'))?.digest).toBe(sha256);
});
