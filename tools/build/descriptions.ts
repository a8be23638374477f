import ts from 'typescript';

/** What follows a doc comment and may be a schema: `queueId.nullable()`, `slug`, `vocabulary.presence`. */
const mayBeSchema = (value: ts.Expression): boolean =>
  ts.isCallExpression(value) || ts.isIdentifier(value) || ts.isPropertyAccessExpression(value);

/** Sections of the specification, which who reads the description of the interface does not have. */
const sections = [
  /; (?:product|twilio|desk)\.md [^;()]*(?=\))/g,
  / ?\((?:product|twilio|desk)\.md [^()]*\)/g,
  / ?\((?:[GR]?\d+(?:\.\d+)*)\)/g,
];

/** The words of a doc comment, as one paragraph. */
function wordsOf(comment: string): string {
  const words = comment
    .slice(3, -2)
    .replaceAll(/\n\s*\*/g, '\n')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return sections.reduce((rest, section) => rest.replaceAll(section, ''), words);
}

/** The words of the doc comment that stands before it. */
function docCommentOf(source: string, node: ts.Node): string | undefined {
  const before = source.slice(node.getFullStart(), node.getStart());
  const comment = /\/\*\*(?:(?!\*\/)[^])*\*\/\s*$/.exec(before)?.[0];
  return comment && wordsOf(comment.trim());
}

interface Edit {
  readonly at: number;
  readonly text: string;
}

/**
 * The source of contracts, in which schemas carry what is said of them in doc comments, so that the OpenAPI description says it, too. Every line
 * stays where it is. `helpers` is where `describedField` and `describedSchema` come from.
 */
export function withDescriptions(source: string, helpers: string): string {
  const file = ts.createSourceFile('contracts.ts', source, ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];
  const wrap = (by: string, value: ts.Expression, words: string | undefined) => {
    if (words === undefined || !mayBeSchema(value)) return;
    edits.push({ at: value.getStart(file), text: `${by}(` }, { at: value.end, text: `, ${JSON.stringify(words)})` });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) wrap('$field', node.initializer, docCommentOf(source, node));
    if (ts.isShorthandPropertyAssignment(node)) {
      const words = docCommentOf(source, node);
      if (words !== undefined)
        edits.push({ at: node.name.end, text: `: $field(${node.name.text}, ${JSON.stringify(words)})` });
    }
    if (ts.isArrayLiteralExpression(node))
      for (const element of node.elements) wrap('$field', element, docCommentOf(source, element));
    if (ts.isVariableStatement(node)) {
      const [{ initializer } = {}] = node.declarationList.declarations;
      if (initializer) wrap('$schema', initializer, docCommentOf(source, node));
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  if (edits.length === 0) return source;
  const described = edits
    .toSorted((a, b) => b.at - a.at)
    .reduce((text, edit) => text.slice(0, edit.at) + edit.text + text.slice(edit.at), source);
  return `import { describedField as $field, describedSchema as $schema } from '${helpers}'; ${described}`;
}
