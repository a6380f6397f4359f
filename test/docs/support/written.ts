/** The commands that a document tells its readers to type. */
import { blocksIn, codeIn } from './documents.ts';

/** What a command in a line of text begins with; `cdk deploy` there is a name, and cannot be typed. */
const PROGRAM = /^(?:[A-Z_]+=\S* )*(?:npm|npx|node|bash|sh|curl|aws|git) ./;
/** In a line of text, the name of a script. */
const SCRIPT = /^npm (?:run )?(start|test|(?<=run )[\w:]+)$/;

/** Those of shell blocks and of lines of text; each that a line joins with `&&` by itself. */
export const commandsIn = (text: string): readonly string[] => [
  ...linesOfShell(text).flatMap(commandsOfLine),
  ...commandsInText(text).filter((command) => !SCRIPT.test(command)),
];

/** The scripts of package.json that lines of text name. */
export const scriptsIn = (text: string): readonly string[] =>
  commandsInText(text).flatMap((command) => SCRIPT.exec(command)?.slice(1) ?? []);

const linesOfShell = (text: string): readonly string[] =>
  blocksIn(text)
    .filter(({ language }) => language === 'sh')
    .flatMap((block) => block.text.replaceAll(/\\\n\s*/g, '').split('\n'));

/** The comments of shell blocks are text, too. */
const commandsInText = (text: string): readonly string[] =>
  [...codeIn(text), ...linesOfShell(text).flatMap(codeIn)]
    .filter((code) => PROGRAM.test(code))
    .flatMap(commandsOfLine);

const commandsOfLine = (line: string): readonly string[] =>
  line
    .replace(/(?:^|\s)#.*$/, '')
    .split(' && ')
    .map((command) => command.trim())
    .filter((command) => command !== '');
