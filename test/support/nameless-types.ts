import ts from 'typescript';

/**
 * Finds the types that are reached from what a module exports and are not exported by it. What only makes
 * up a type that has a name itself (what an interface extends, a part of an intersection) may stay
 * without one, but what it reaches may not.
 *
 * @param entry the module's declarations
 * @param folder the library's declarations; types from elsewhere are not looked at
 * @returns `NAME of FILE` each
 */
export function findNamelessTypes(program: ts.Program, entry: string, folder: string): string[] {
  const file = program.getSourceFile(entry);
  const module = file && program.getTypeChecker().getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${entry} is no module`);
  const walk = new Walk(program.getTypeChecker(), module, folder);
  return walk.findNameless();
}

class Walk {
  readonly #checker: ts.TypeChecker;
  readonly #folder: string;
  readonly #exported: ReadonlySet<ts.Symbol>;
  readonly #seen = new Set<ts.Symbol>();
  readonly #nameless = new Set<string>();

  constructor(checker: ts.TypeChecker, module: ts.Symbol, folder: string) {
    this.#checker = checker;
    this.#folder = folder;
    const symbols = checker.getExportsOfModule(module);
    this.#exported = new Set(symbols.map((symbol) => this.#follow(symbol)));
  }

  findNameless(): string[] {
    for (const symbol of this.#exported) this.#walk(symbol);
    return [...this.#nameless].sort();
  }

  #follow(symbol: ts.Symbol): ts.Symbol {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return isAlias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #walk(symbol: ts.Symbol): void {
    if (this.#seen.has(symbol)) return;
    this.#seen.add(symbol);
    for (const declaration of symbol.declarations ?? []) this.#visit(declaration, false);
  }

  #visit(node: ts.Node, isPart: boolean): void {
    const name = nameOf(node);
    const isHeritage = ts.isExpressionWithTypeArguments(node);
    if (name !== undefined) this.#reach(name, isPart || isHeritage);
    // `Pick<Whole, 'member'>` is a part where it is extended, and so is `Whole`.
    const arePartsInside =
      isHeritage || ts.isIntersectionTypeNode(node) || (isPart && ts.isTypeReferenceNode(node));
    ts.forEachChild(node, (child) => this.#visit(child, arePartsInside));
  }

  #reach(name: ts.Node, isPart: boolean): void {
    const found = this.#checker.getSymbolAtLocation(name);
    const symbol = found && this.#follow(found);
    const [declaration] = symbol?.declarations ?? [];
    if (symbol === undefined || declaration === undefined) return;
    if (ts.isTypeParameterDeclaration(declaration)) return;
    const { fileName } = declaration.getSourceFile();
    if (!fileName.startsWith(`${this.#folder}/`)) return;
    if (!this.#exported.has(symbol) && !isPart) {
      this.#nameless.add(`${symbol.name} of ${fileName.slice(this.#folder.length + 1)}`);
    }
    this.#walk(symbol);
  }
}

function nameOf(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isExpressionWithTypeArguments(node)) return node.expression;
  return ts.isTypeQueryNode(node) ? node.exprName : undefined;
}
