import { escapeWord } from '../../split-line.ts';
import { type ConsoleKind, writeArgument } from './argument-kinds.ts';
import type { Operation, OperationPattern } from './operation.ts';
import { findOperationKind } from './operation-kinds.ts';

/**
 * An operation as it is typed.
 *
 * @returns nothing where that console cannot do it
 * @example
 * formatOperation({ op: 'createUser', arguments: { type: 'CU', user: 'bob' } }, 'sdk5');
 * // 'user create --role crypto-user --username bob'
 */
export function formatOperation(
  { op, arguments: values }: Operation,
  console: ConsoleKind,
): string | undefined {
  const kind = findOperationKind(op);
  if (kind === undefined) return undefined;
  const written = kind.arguments.map(({ name, kind: form, option, takesWords }) => ({
    option,
    takesWords,
    value: writeArgument(form, values[name] ?? '', console),
  }));
  if (console === 'classic') {
    if (kind.classic === undefined) return undefined;
    return [kind.classic.command, ...written.map(({ value }) => value)].join(' ');
  }
  const options = written.map(({ option, value, takesWords }) => {
    const typed = takesWords === true ? value : (escapeWord(value) ?? value);
    return `--${option} ${typed}`;
  });
  const kept = values['options'];
  return [...kind.sdk5.command, ...splitKept(kept, options)].join(' ');
}

/** Words that belong to the command stand before the options. */
function splitKept(kept: string | undefined, options: readonly string[]): readonly string[] {
  if (kept === undefined) return options;
  if (kept.startsWith('--')) return [...options, kept];
  const at = kept.indexOf(' --');
  return at < 0 ? [kept, ...options] : [kept.slice(0, at), ...options, kept.slice(at + 1)];
}

/**
 * An operation in the words of the classic console, or, where it has none, in those of the newer one.
 *
 * @example
 * describeOperation({ op: 'createUser', arguments: { type: 'CU', user: 'bob' } }); // 'createUser CU bob'
 */
export function describeOperation(operation: Operation): string {
  return (
    formatOperation(operation, 'classic') ?? formatOperation(operation, 'sdk5') ?? operation.op
  );
}

/** A pattern as it is written in a rule. */
export function describePattern({ op, arguments: values }: OperationPattern): string {
  return op === undefined ? '*' : describeOperation({ op, arguments: values });
}
