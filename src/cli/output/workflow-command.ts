import { escapeUnsafe } from '../../printable.ts';
import type { WorkflowCommand } from '../printer.ts';
import { defuseHashes } from './defuse.ts';

/**
 * A workflow command as the runner of GitHub Actions reads it back: escaped as actions/toolkit does
 * (packages/core/src/command.ts). What is not safe to show is escaped as in any text; but line ends of
 * a property stay, as it may be the path of a file.
 */
export function encodeWorkflowCommand({ name, properties, message }: WorkflowCommand): string {
  const list = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeProperty(String(value))}`,
  );
  return `::${name} ${list.join(',')}::${message.map((line) => escapeData(escapeUnsafe(line))).join('%0A')}`;
}

function escapeData(text: string): string {
  return defuseHashes(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function escapeProperty(text: string): string {
  const lines = text
    .split(/(\r|\n)/)
    .map((part) => (/^[\r\n]$/.test(part) ? part : escapeUnsafe(part)));
  return escapeData(lines.join('')).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
