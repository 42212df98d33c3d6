// The lint rules of this project.

/** The part of Deno's interface for lint rules that is used here. */
interface RuleContext {
  filename: string;
  sourceCode: { text: string };
  report(data: { range: Range; message: string }): void;
}

type Range = [start: number, end: number];
type Visitor = Record<string, (node: { range: Range }) => void>;

const LONGEST_FUNCTION = 40; // lines, from its head to its closing brace

/** Functions of the core and of what stands on it fit on a page. */
function functionLength(context: RuleContext): Visitor {
  if (!/[/\\](core|adapters|driver|cli|devtool)[/\\]/.test(context.filename)) return {};
  const check = ({ range }: { range: Range }): void => {
    const lines = context.sourceCode.text.slice(...range).split("\n").length;
    if (lines <= LONGEST_FUNCTION) return;
    context.report({ range, message: `A function has ${lines} lines: at most ${LONGEST_FUNCTION}` });
  };
  return { FunctionDeclaration: check, FunctionExpression: check, ArrowFunctionExpression: check };
}

/** What Deno loads, as `deno.json` says. */
const plugin: { name: string; rules: Record<string, { create(context: RuleContext): Visitor }> } = {
  name: "fabwire",
  rules: { "function-length": { create: functionLength } },
};
export default plugin;
