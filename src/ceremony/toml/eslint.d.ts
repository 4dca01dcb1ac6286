/** The parser's declarations name this type of ESLint's, which is not installed with it. */
declare module 'eslint' {
  export namespace SourceCode {
    type VisitorKeys = Readonly<Record<string, readonly string[]>>;
  }
}
