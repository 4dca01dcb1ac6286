import type { PositionalDefinition } from '../command.ts';

/**
 * Gives the words that are no options to a command's positionals, in order.
 *
 * @returns the values by name, or the mistake, in words
 */
export function assignPositionals(
  definitions: readonly PositionalDefinition[],
  words: readonly string[],
):
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly mistake: string; readonly extra?: string | undefined } {
  const values: Record<string, unknown> = {};
  let at = 0;
  for (const { name, required, variadic } of definitions) {
    if (required === true && at >= words.length) return { mistake: `<${name}> is missing` };
    values[name] = variadic === true ? words.slice(at) : words[at];
    at = variadic === true ? words.length : at + 1;
  }
  if (at < words.length) return { mistake: `one word too many: "${words[at]}"`, extra: words[at] };
  return { values };
}
