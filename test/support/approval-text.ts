/**
 * An approval file as people write them, who write also what `writeApproval` refuses.
 *
 * @param lines an approver each, as `TYPE NAME FILE`
 */
export function approvalText(token: string, lines: readonly string[]): Buffer {
  const approvers = lines.map((line) => {
    const [type, name, file] = line.split(' ');
    return `Approver Type = ${type};\nApprover Name = ${name};\nApproval File = ${file};\n`;
  });
  const header = `Multi Token File Path = ${token};\nToken File Path = ;\n`;
  return Buffer.from(
    `${header}Number of Approvals = ${lines.length};\n${approvers.join('')}`,
    'latin1',
  );
}
