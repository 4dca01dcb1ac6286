/**
 * What `await using` calls at the end of its block, as a type that compiles everywhere: TypeScript
 * knows `Symbol.asyncDispose` from 5.2 on, and then only by a library that a program has to name, or by
 * the types of Node. Where it is not known, nothing is added.
 */
export type AsyncDisposal = SymbolConstructor extends {
  readonly asyncDispose: infer Key extends symbol;
}
  ? { readonly [Name in Key]: () => Promise<void> }
  : object;
