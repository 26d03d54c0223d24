import { describe, expect, it } from 'vitest';
import { parseText } from '../syntax/parse-document.js';
import { controlBlocks } from './parse-control.js';
import type { ControlCommand, ControlStatement } from './tree.js';

/** The tree of a script as text: one command a line, its operands apart by `|`, what a structure holds indented. */
function tree(script: string): string {
  const text = `title\n.control\n${script}\n.endc\n.end\n`;
  return controlBlocks(parseText(text, true)).map((block) => {
    for (const command of block.commands) for (const word of [command.name, ...command.operands]) {
      if (!script.includes('\n+')) expect(text.slice(word.start, word.end)).toBe(word.text);
    }
    return [...block.statements.flatMap((statement) => statementLines(statement, '')), ...block.stray.map((command) => `stray ${command.name.text}`)].join('\n');
  }).join('\n---\n');

  function commandLine(command: ControlCommand): string {
    return [
      [command.name, ...command.operands].map((word) => word.text).join('|'),
      ...command.redirections.map(({ operator, target }) => `${operator}file:${target?.text ?? 'none'}`),
      ...command.substitutions.map(({ kind, name }) => `${kind}:${name}`),
      ...command.backquotes.map((backquote) => `shell:${backquote.text}`),
    ].join('  ');
  }
  function statementLines(statement: ControlStatement, indent: string): string[] {
    if (statement.kind === 'command') return [indent + commandLine(statement)];
    return [
      indent + commandLine(statement.head),
      ...statement.body.flatMap((inner) => statementLines(inner, `${indent}  `)),
      ...statement.alternatives.flatMap(({ head, body }) => [indent + commandLine(head), ...body.flatMap((inner) => statementLines(inner, `${indent}  `))]),
      ...(statement.close === undefined ? [`${indent}never ended`] : [indent + commandLine(statement.close)]),
    ];
  }
}

describe('scripts', () => {
  it('are commands with operands, comments and continuations', () => {
    expect(tree(`run
  tran 1u
* a comment
+ 10u uic ; until the end of the line
# another
$ and one
// and one
print v(out) "a b" 'c d' $ what it says
plot v(a) vs v( b ) // why
echo $x-1 a$ b
ECHO "a;b"`)).toMatchInlineSnapshot(`
  "run
  tran|1u|10u|uic
  print|v(out)|"a b"|'c d'
  plot|v(a)|vs|v( b )
  echo|$x-1|a$|b  variable:x-1
  ECHO|"a"
`);
  });

  it('have structures', () => {
    expect(tree(`foreach r 1k 2k
  alter r1 = $r
  if $r > 1k
    run
  else if $r < 500
    op
  else
    repeat 3
      let k = k + 1
    end
  end
end
while 1
break
end
dowhile a
continue
end
begin
quit
end`)).toMatchInlineSnapshot(`
  "foreach|r|1k|2k
    alter|r1|=|$r  variable:r
    if|$r|>|1k  variable:r
      run
    else|if|$r|<|500  variable:r
      op
    else
      repeat|3
        let|k|=|k|+|1
      end
    end
  end
  while|1
    break
  end
  dowhile|a
    continue
  end
  begin
    quit
  end"
`);
  });

  it('name variables, vectors, files and shell commands', () => {
    expect(tree(`set files = ( a b )
echo $&v1 $?files $#files $files[2] {$curplot}.x > out.txt
print v(out)>>log
let y = a > b
let d = \`date\`
echo x >& both
echo y >`)).toMatchInlineSnapshot(`
  "set|files|=|( a b )
  echo|$&v1|$?files|$#files|$files[2]|{$curplot}.x  >file:out.txt  vector:v1  exists:files  count:files  variable:files  variable:curplot
  print|v(out)  >>file:log
  let|y|=|a|>|b
  let|d|=|\`date\`  shell:date
  echo|x  >&file:both
  echo|y  >file:none"
`);
  });

  it('that are cut off give a tree too', () => {
    expect(tree(`end
else
break
while 1
continue 2
if "open
print v(`)).toMatchInlineSnapshot(`
  "end
  else
  break
  while|1
    continue|2
    if|"open
      print|v(
    never ended
  never ended
  stray end
  stray else
  stray break
  stray continue"
`);
  });

  it('stand more than once in a deck', () => {
    expect(tree('run\n.endc\nr1 a 0 1\n.control\nop')).toMatchInlineSnapshot(`
      "run
      ---
      op"
    `);
  });
});
