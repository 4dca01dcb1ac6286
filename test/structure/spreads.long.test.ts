/**
 * A list that is spread into the arguments of a call must be short: each takes room on the stack, and of
 * some hundred thousands a call is a RangeError. What comes from a file has no such end.
 */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is code that is compared
/** By file, what is spread there, and why there is little of it. */
const SHORT_LISTS: Readonly<Record<string, readonly string[]>> = {
  // one of the demo's own lines
  'src/cli/commands/demo/chapter.ts': [
    '...files',
    "...['--approver', `officer1=${TOKEN}.sig1`, '--approver', `officer2=${TOKEN}.sig2`]",
    "...['approval', 'new', '--token', TOKEN, '--comments', '--out', 'approval.txt']",
  ],
  'src/cli/commands/demo/console-session.ts': ['...answers'],
  'src/cli/commands/demo/evidence-chapter.ts': [
    "...['evidence', 'sign', BUNDLE, '--key', `${CEREMONY}/rehearsal/alan.key`]",
    "...['--out', SIGNED]",
    "...['approval', 'status', `${DROPPED}/${TOKEN}`, '--roster', `${DROPPED}/${POLICY}`]",
    "...['--required', '2']",
    "...['dgst', '-sha256', '-sign', `${CEREMONY}/rehearsal/alan.key`]",
    "...['-out', 'twice.sig', 'digest']",
  ],
  'src/cli/commands/demo/keys-chapter.ts': [
    "...['request', 'new', '--token', TOKEN, '--operation', SIGN, '--reason', 'the CA certificate']",
    "...['--expires', '2h', '--out', REQUEST]",
    "...signatureOf('ca2')",
    '...STATUS',
    "...signatureOf('ca1')",
    '...STATUS',
    "...['openssl', 'req', '-inform', 'DER', '-in', CERTIFICATE_REQUEST]",
    "...['-noout', '-subject', '-verify']",
  ],
  'src/cli/commands/demo/keys-set-up.ts': ['...files'],
  'src/cli/commands/demo/request-chapter.ts': [
    "...['approval', 'new', '--token', token, '--out', approvals]",
    "...['--approver', `officer2=${token}.officer2.sig`]",
    "...['openssl', 'dgst', '-sha256', '-verify', `${ROSTER}/officer2.pub`]",
    "...['-signature', 'sig', 'pae']",
    "...['approval', 'new', '--token', token, '--out', approvals]",
    "...['officer2', 'officer3'].flatMap((name) => ['--approver', `${name}=${token}.${name}.sig`])",
    "...['hsm', 'log', '--hsm', CLUSTER, '--format', 'aws', '--out-dir', LOGS, '--force']",
    '...requestOf(token, operation, ticket, request)',
    "...signatureOf('officer2', token, request)",
    '...statusOf(approvals, request)',
    "...signatureOf('officer3', token, request)",
    '...statusOf(approvals, request)',
    '...auditOf(since, [FIRST])',
    '...requestOf(token, operation, ticket, request)',
    '...signatureOf(officer, token, request)',
    '...auditOf(since, [FIRST, SECOND])',
  ],
  'src/cli/commands/demo/request-set-up.ts': ['...files'],
  'src/cli/commands/demo/sdk5-chapter.ts': [
    "...['openssl', 'pkeyutl', '-sign', '-inkey', 'admin3.key', '-pkeyopt', 'digest:sha256']",
    "...['-in', DIGEST, '-out', 'admin3.sig']",
    '...words',
    '...words',
  ],
  'src/cli/commands/demo/sdk5-set-up.ts': [
    '...logInAs(name)',
    "...creationOf('admin2')",
    "...logInAs('admin')",
    '...creationOf(name)',
    '...files',
  ],
  // two numbers, in at most 4096 bytes
  'src/cli/commands/dgst/der-signature.ts': [
    '...children.map(({ content }) => encodeElement(TAG.integer, shorten(content)))',
  ],
  // of one finding
  'src/cli/commands/hsm/doctor/diagnosis-text.ts': [
    '...commands.slice(0, left).map((command) => `    ${command}`)',
  ],
  // one for each service, and for each server
  'src/cli/commands/hsm/doctor/hints/hints.ts': ['...services.map(({ m }) => m)'],
  'src/cli/commands/hsm/doctor/hints/out-of-step.ts': ['...difference.m'],
  // of one hint
  'src/cli/commands/hsm/doctor/hints/step.ts': ['...commands.map(quoteForShell)'],
  // one for each server
  'src/cloudhsm-cli/commands/quorum-token-sign-list.ts': [
    '...required',
    '...approvals',
    '...copies.map(({ validity }) => validity)',
    '...counts',
  ],
  // the console's table of commands
  'src/cloudhsm-cli/grammar/render-help.ts': [
    '...meanings.map(([value]) => value.length)',
    '...meanings.map(([, meaning]) => meaning.length)',
    '...rows.map(({ name }) => name.length)',
  ],
  // one for each service
  'src/hsm/machine/requests/user-checks.ts': ['...Object.values(state.mValues)'],
  // the console's table of commands
  'src/mgmt-util/commands/help.ts': ['...commands.map(({ name }) => name.length)'],
  // of one field
  'src/parser/device.ts': ['...warningsOf(field)'],
  // at most 7 bytes
  'src/signer/encodings/der.ts': ['...encodeLength(length)'],
  'src/signer/encodings/pkcs1-block.ts': [
    '...[0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]',
  ],
  // as many as are shown
  'src/terminal/tab-key.ts': ['...shown.map((each) => each.length)'],
  // modulus and exponent
  'src/signer/encodings/public-key.ts': ['...numbers'],
};
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above

function spreadsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  if (!text.includes('...')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      for (const argument of node.arguments ?? []) {
        if (ts.isSpreadElement(argument)) found.push(argument.getText());
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found.sort();
}

it('only short lists are spread into calls', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `src/${name.replaceAll('\\', '/')}`);
  const others = files.flatMap((file) => {
    const spreads = spreadsOf(file).filter((spread) => !SHORT_LISTS[file]?.includes(spread));
    return spreads.map((spread) => ({ file, spread }));
  });
  expect(others).toEqual([]);
});
